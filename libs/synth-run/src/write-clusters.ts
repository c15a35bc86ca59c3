import type { DeployRepo, Run } from '@atoll/deploy-repo';
import type { LoadedOrganization, RenderedFolder, Synth } from '@atoll/synth';
import type { KnownRegion } from './known-regions.ts';
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
}

/** The control clusters after a run. */
export interface WrittenClusters {
  /** Input digest of every control cluster that stands as it should. */
  readonly digests: Readonly<Record<string, string>>;
  /** Clusters that would have been written, and were held. */
  readonly held: ReadonlyMap<string, Hold>;
}

/**
 * Renders the control clusters whose regions, organization or generator changed; one without regions is deleted.
 */
export async function writeClusters(input: ClustersToWrite): Promise<WrittenClusters> {
  const { synth, repo, run, organization, cache } = input;
  const byCluster = Map.groupBy(input.regions, (region) => region.controlCluster);
  const digests: Record<string, string> = {};
  const held = new Map<string, Hold>();
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
  for (const name of await listStanding(repo, cache)) {
    if (!byCluster.has(name)) await run.deleteFolder(`clusters/${name}`);
  }
  return { digests, held };
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

/** The cache fits main, so it knows; only one without any cluster may come from a run that could not tell. */
async function listStanding(repo: DeployRepo, cache: RunCache | undefined): Promise<readonly string[]> {
  const known = Object.keys(cache?.clusters ?? {});
  return known.length === 0 ? await repo.listFolders('clusters') : known;
}
