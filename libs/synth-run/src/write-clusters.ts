import type { DeployRepo, Run } from '@atoll/deploy-repo';
import type { LoadedOrganization, Synth } from '@atoll/synth';
import type { KnownRegion } from './known-regions.ts';
import type { RunCache } from './run-cache.ts';

/** What writing the control clusters takes. */
export interface ClustersToWrite {
  readonly synth: Synth;
  readonly repo: DeployRepo;
  readonly run: Run;
  readonly organization: LoadedOrganization;
  readonly regions: readonly KnownRegion[];
  readonly cache: RunCache | undefined;
}

/**
 * Renders the control clusters whose regions, organization or generator changed; one without regions is deleted.
 *
 * @returns the input digest of every control cluster
 */
export async function writeClusters(input: ClustersToWrite): Promise<Readonly<Record<string, string>>> {
  const { synth, repo, run, organization, cache } = input;
  const byCluster = Map.groupBy(input.regions, (region) => region.controlCluster);
  const digests: Record<string, string> = {};
  for (const [name, regions] of [...byCluster].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cluster = synth.planControlCluster({ name, regions, organization });
    digests[name] = cluster.inputDigest;
    if (cache?.clusters[name] !== cluster.inputDigest) await run.replaceFolder(cluster.render());
  }
  for (const name of await listStanding(repo, cache)) {
    if (!byCluster.has(name)) await run.deleteFolder(`clusters/${name}`);
  }
  return digests;
}

/** The cache fits main, so it knows; only one without any cluster may come from a run that could not tell. */
async function listStanding(repo: DeployRepo, cache: RunCache | undefined): Promise<readonly string[]> {
  const known = Object.keys(cache?.clusters ?? {});
  return known.length === 0 ? await repo.listFolders('clusters') : known;
}
