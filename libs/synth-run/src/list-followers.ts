import type { CachedRegion } from './run-cache.ts';

/** What stands in the repository as Atoll has rendered it; what somebody else changed is not among it. */
export interface StandingFleet {
  readonly regions: ReadonlyMap<string, CachedRegion>;
  /** Input digest of each control cluster; empty where it is not as it should be. */
  readonly clusters: Readonly<Record<string, string>>;
}

/**
 * Gives each branch with the folders that it has to show as main does.
 *
 * A region's branch follows its two halves, a control cluster's the cluster's folder and stage `flux` of its regions.
 *
 * @param isAsked whether a region is looked at; Git takes a millisecond for each
 */
export function listFollowers(
  { regions, clusters }: StandingFleet,
  isAsked: (region: string) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const followers = new Map<string, string[]>();
  for (const name of Object.keys(clusters)) {
    if (clusters[name]) followers.set(`cluster/${name}`, [`clusters/${name}`]);
  }
  for (const [name, region] of regions) {
    if (!isAsked(name)) continue;
    const control = `control-plane/${name}`;
    // A half that stands in another repository is absent here and in the branch alike.
    followers.set(`region/${name}`, [control, `regions/${name}`]);
    followers.get(`cluster/${region.facts.controlCluster}`)?.push(`${control}/flux`);
  }
  return followers;
}
