import { DeployRepoError, openSourceHistory, type RemoteRepo } from '@atoll/deploy-repo';
import type { LoadedRegion, RenderedFolder } from '@atoll/synth';
import { fleetSynth } from '../fleet-synth.ts';
import { graftGrants } from '../grants-only/graft-grants.ts';
import { listLosses } from '../list-losses.ts';
import { renderCommitMessage } from '../render-commit-message.ts';
import type { OwnHalf } from '../run-rules.ts';
import { timeTrailer } from '../time-trailer.ts';
import { judgeSources } from './judge-sources.ts';
import { PublishError } from './publish-error.ts';
import type { PublishOptions } from './publish-options.ts';

/** The halves that belong into one repository. */
export interface OwnHalves {
  readonly repo: RemoteRepo;
  readonly members: readonly OwnHalf[];
  readonly options: PublishOptions;
  /** Source of the trailer; undefined outside Git. */
  readonly trailer: string | undefined;
  /** Main of the fleet's repository. */
  readonly fleetHead: string | undefined;
}

/**
 * Renders the regions' own halves into their repository, and gives the new commit; undefined when all stood there.
 *
 * @throws PublishError `ERR_PUBLISH_OWN_HALF` when a half there is newer or would lose something, or the repository is the fleet's; nothing is written then
 */
export async function publishOwnHalves(input: OwnHalves): Promise<string | undefined> {
  const { repo, options, trailer } = input;
  const head = await repo.head();
  await assertNotTheFleets(input, head);
  const members = await listWritable(input);
  if (members.length === 0) return undefined;
  const run = await repo.beginRun();
  try {
    if ((await repo.head()) !== head) throw toMoved(repo);
    for (const member of members) {
      const own = await renderHalf(member, repo);
      if (own === undefined) continue;
      await checkLosses(input, member.region, own);
      await run.replaceFolder(own);
    }
    const names = members.map(({ region }) => region.facts.name);
    const grantsOnly = new Set(
      members.filter(({ grants }) => grants !== undefined).map(({ region }) => region.facts.name),
    );
    const result = await run.finish({
      message: (folders, changes) =>
        renderCommitMessage({
          ...{ folders, changes, deleted: [], objects: new Map(), grantsOnly },
          source: { commit: undefined, subject: undefined },
        }),
      trailers: {
        'Atoll-Generator': options.generatorVersion,
        ...(trailer === undefined ? {} : { 'Atoll-Source': trailer }),
        ...timeTrailer(options),
      },
      branches: (folders) => folders.map((folder) => folder.replace(/^regions\//, 'region/')),
      followers: new Map(names.map((name) => [`region/${name}`, [`regions/${name}`]])),
    });
    return result.commit;
  } catch (error) {
    await run.abort();
    throw error;
  }
}

/**
 * One repository has many addresses. The half that is written to the fleet's by another one would be deleted from it
 * as moved; one that was empty when the half was written there has its head in common with the fleet's.
 */
async function assertNotTheFleets({ repo, fleetHead }: OwnHalves, head: string | undefined): Promise<void> {
  const folders = [...(await repo.listFolders('control-plane')), ...(await repo.listFolders('clusters'))];
  const isFleets = folders.length > 0 || (head !== undefined && head === fleetHead);
  if (!isFleets) return;
  const message = `${repo.url} is a fleet's deploy repository, by control-plane/ or clusters/ in it or by its commit: spec.deploy.repository must name another repository, or be left out`;
  throw new PublishError('ERR_PUBLISH_OWN_HALF', message);
}

/** Gives the regions whose half may be written; one that somebody has published from a newer commit stands as it should. */
async function listWritable({ repo, members, options }: OwnHalves): Promise<readonly OwnHalf[]> {
  const { takeOver, environment, root } = options;
  const history = await openSourceHistory(root, environment);
  const regions = members.map(({ region }) => region.facts.name);
  const holds = await judgeSources({ repo, history, takeOver, environment }, { regions, clusters: [] });
  const obstacle = [...holds.values()].find(({ reason }) => reason !== 'newer-source');
  if (obstacle !== undefined) throw new PublishError('ERR_PUBLISH_OWN_HALF', obstacle.message);
  return members.filter(({ region }) => !holds.has(`region/${region.facts.name}`));
}

/** Gives the half to write; undefined where grants change nothing of it. */
async function renderHalf(
  { region, grants }: OwnHalf,
  repo: RemoteRepo,
): Promise<RenderedFolder | undefined> {
  if (grants === undefined) return fleetSynth.renderRegion(region).folders[1];
  return await graftGrants(grants, 1, repo);
}

async function checkLosses(
  { repo, options }: OwnHalves,
  { facts }: LoadedRegion,
  own: RenderedFolder,
): Promise<void> {
  if (options.allowDelete.includes(facts.name)) return;
  const text = await repo.readFile(`${own.folder}/atoll.json`);
  if (text === undefined) return;
  const standing = Object.keys((JSON.parse(text) as { readonly files: object }).files);
  const kept = new Set(own.files.map(({ path }) => path));
  const paths = standing.filter((path) => !kept.has(path)).map((path) => `${own.folder}/${path}`);
  const losses = await listLosses({ cloud: facts.cloud, paths }, repo);
  if (losses.length === 0) return;
  const lost = losses.map(({ what }) => what).join(', ');
  const message = `${facts.name} would lose ${lost}: allow it with --allow-delete ${facts.name}.`;
  throw new PublishError('ERR_PUBLISH_OWN_HALF', message);
}

function toMoved(repo: RemoteRepo): DeployRepoError {
  const message = `${repo.path}: main moved while this run was planned: run again`;
  return new DeployRepoError('ERR_DEPLOY_REPO_MOVED', message);
}
