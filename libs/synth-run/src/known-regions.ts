import type { DeployRepo } from '@atoll/deploy-repo';
import type { ControlClusterMember, FolderFacts, RegionFacts } from '@atoll/synth';
import type { CachedRegion } from './run-cache.ts';

/** A region that stands in the deploy repository, as its control cluster has to know it. */
export interface KnownRegion extends ControlClusterMember {
  readonly controlCluster: string;
}

/** What is known of regions that stand in the deploy repository and are not in the cache, by name. */
export type RestoredRegions = ReadonlyMap<string, FolderFacts>;

/** Reads what the last rendering of regions left in their `atoll.json`. */
export async function restoreRegions(names: readonly string[], repo: DeployRepo): Promise<RestoredRegions> {
  if (names.length === 0) return new Map();
  const stamps = await repo.readFiles(names.map(stampPath));
  return new Map(
    names.flatMap((name) => {
      const stamp = stamps.get(stampPath(name));
      return stamp === undefined ? [] : [[name, parseFacts(stamp)] as const];
    }),
  );
}

/** Gives the facts that collisions are looked for in; names beside the region's own are not kept in `atoll.json`. */
export function toRegionFacts(
  name: string,
  { cloud, account, controlCluster, cidr }: FolderFacts,
): RegionFacts {
  return { name, file: `regions/${name}/region.yaml`, cloud, account, controlCluster, cidr, claims: [] };
}

/** Gives what the control clusters have to know of the regions that stand: from this run or the cache, else restored. */
export function listKnownRegions(
  names: readonly string[],
  regions: ReadonlyMap<string, CachedRegion>,
  restored: RestoredRegions,
): readonly KnownRegion[] {
  return names.flatMap((name) => {
    const region = regions.get(name);
    const known =
      region === undefined ? restored.get(name) : { ...region.facts, managedGroups: region.managedGroups };
    if (known === undefined) return [];
    const { cloud, controlCluster, managedGroups } = known;
    return [{ name, cloud, controlCluster, managedGroups }];
  });
}

function stampPath(name: string): string {
  return `control-plane/${name}/atoll.json`;
}

function parseFacts(text: string): FolderFacts {
  return (JSON.parse(text) as { readonly facts: FolderFacts }).facts;
}
