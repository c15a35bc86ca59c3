import type { DeployRepo, Run } from '@atoll/deploy-repo';
import type { LoadedOrganization, RenderedFolder, Synth } from '@atoll/synth';
import { CLUSTER_LEAVE, toUsedCluster } from './check-allow-delete.ts';
import type { KnownRegion } from './known-regions.ts';
import type { Loss } from './report.ts';
import type { RunCache } from './run-cache.ts';
import type { Hold, RunRules } from './run-rules.ts';

/** What writing the control clusters takes. */
export interface ClustersToWrite {
  readonly synth: Synth;
  readonly repo: DeployRepo;
  readonly run: Run;
  readonly organization: LoadedOrganization;
  readonly regions: readonly KnownRegion[];
  /** Regions as they stood before the run. */
  readonly before: readonly KnownRegion[];
  readonly cache: RunCache | undefined;
  readonly rules: Pick<RunRules, 'holdCluster'>;
  readonly allowDelete: readonly string[];
}

/** The control clusters after a run. */
export interface WrittenClusters {
  /** Input digest of every control cluster that stands as it should. */
  readonly digests: Readonly<Record<string, string>>;
  /** Clusters that would have been written or deleted, and were held. */
  readonly held: ReadonlyMap<string, Hold>;
  /** Clusters without regions: those that were deleted with leave, and those that were kept without. */
  readonly losses: readonly Loss[];
}

/**
 * Renders the control clusters whose regions, organization or generator changed; one without regions goes with leave.
 *
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE` for a leave to delete one that has regions
 */
export async function writeClusters(input: ClustersToWrite): Promise<WrittenClusters> {
  const { synth, repo, run, organization, cache } = input;
  const byCluster = Map.groupBy(input.regions, (region) => region.controlCluster);
  const digests: Record<string, string> = {};
  const held = new Map<string, Hold>();
  checkLeaves(input.allowDelete, byCluster);
  for (const [name, regions] of [...byCluster].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // Its regions are reported already; without their cloud's block nothing can be rendered for them.
    if (regions.some(({ cloud }) => organization.blocks[cloud] === undefined)) continue;
    const cluster = synth.planControlCluster({ name, regions, organization });
    if (cache?.clusters[name] !== cluster.inputDigest) {
      const hold = await findHold(name, regions, { ...input, inputDigest: cluster.inputDigest });
      const rendered = cluster.render();
      if (hold === undefined) await run.replaceFolder(rendered);
      else if (!(await stands(repo, rendered))) {
        held.set(name, hold);
        continue;
      }
    }
    digests[name] = cluster.inputDigest;
  }
  const unused = (await repo.listFolders('clusters')).filter((name) => !byCluster.has(name));
  const removed = await removeClusters(unused, input);
  return {
    digests: { ...digests, ...removed.digests },
    held: new Map([...held, ...removed.held]),
    losses: removed.losses,
  };
}

/** Like a region, a control cluster goes only with leave: its Flux would apply nothing any more. */
async function removeClusters(
  names: readonly string[],
  { run, rules, allowDelete }: ClustersToWrite,
): Promise<WrittenClusters> {
  const digests: Record<string, string> = {};
  const held = new Map<string, Hold>();
  const losses: Loss[] = [];
  for (const name of names) {
    const region = `${CLUSTER_LEAVE}${name}`;
    const isAllowed = allowDelete.includes(region);
    const hold = rules.holdCluster(name, []);
    // Nothing has this digest, so the next run tells of it again, and no branch follows it.
    if (hold !== undefined || !isAllowed) digests[name] = '';
    if (hold !== undefined) held.set(name, isAllowed ? refuseLeave(region, hold) : hold);
    else {
      if (isAllowed) await run.deleteFolder(`clusters/${name}`);
      const what = `everything that Flux applies in control cluster ${name}, which has no region any more`;
      losses.push({ region, path: `clusters/${name}/atoll.json`, what, isAllowed });
    }
  }
  return { digests, held, losses };
}

/** Who gave leave must not believe that the cluster is gone. */
function refuseLeave(name: string, hold: Hold): Hold {
  if (hold.reason !== 'newer-source') return hold;
  return { reason: 'conflict', message: `--allow-delete ${name}: ${hold.message} git pull and run again.` };
}

function checkLeaves(
  allowDelete: readonly string[],
  byCluster: ReadonlyMap<string, readonly KnownRegion[]>,
): void {
  for (const [name, regions] of byCluster) {
    if (!allowDelete.includes(`${CLUSTER_LEAVE}${name}`)) continue;
    throw toUsedCluster(
      name,
      regions.map((region) => region.name),
    );
  }
}

/**
 * A cluster is made from the organization and its regions. Where it was made from this very organization, nothing of a
 * newer one can be undone, and a region that came meanwhile is added to those that somebody else has added.
 */
async function findHold(
  name: string,
  regions: readonly KnownRegion[],
  {
    synth,
    repo,
    organization,
    before,
    rules,
    inputDigest,
  }: ClustersToWrite & { readonly inputDigest: string },
): Promise<Hold | undefined> {
  const hold = rules.holdCluster(
    name,
    regions.map((region) => region.name),
  );
  if (hold === undefined || hold.reason === 'frozen') return hold;
  const members = before.filter((region) => region.controlCluster === name);
  const earlier = synth.planControlCluster({ name, regions: members, organization }).inputDigest;
  const stamp = await repo.readFile(`clusters/${name}/atoll.json`);
  const isSameOrganization = stamp?.includes(`"${earlier}"`) === true;
  return isSameOrganization && earlier !== inputDigest ? undefined : hold;
}

/** `atoll.json` holds a digest of every file. */
async function stands(repo: DeployRepo, { folder, files }: RenderedFolder): Promise<boolean> {
  const stamp = files.find(({ path }) => path === 'atoll.json')?.text;
  return (await repo.readFile(`${folder}/atoll.json`)) === stamp;
}
