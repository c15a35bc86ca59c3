import type { DeployRepo } from '@atoll/deploy-repo';
import type { ControlClusterMember } from '@atoll/synth';
import type { CachedRegion } from './run-cache.ts';

/** A region that stands in the deploy repository, as its control cluster has to know it. */
export interface KnownRegion extends ControlClusterMember {
  readonly controlCluster: string;
}

/**
 * Gives what the control clusters have to know of regions: from this run, else from the cache, else from the
 * `atoll.json` that their last rendering left. A region that was never rendered is left out.
 */
export async function listKnownRegions(
  names: readonly string[],
  regions: ReadonlyMap<string, CachedRegion>,
  repo: DeployRepo,
): Promise<readonly KnownRegion[]> {
  const unknown = names.filter((name) => !regions.has(name));
  const stamps = unknown.length === 0 ? new Map() : await repo.readFiles(unknown.map(stampPath));
  return names.flatMap((name) => {
    const region = regions.get(name);
    if (region !== undefined) {
      return [
        {
          name,
          cloud: region.facts.cloud,
          controlCluster: region.facts.controlCluster,
          managedGroups: region.managedGroups,
        },
      ];
    }
    const stamp: string | undefined = stamps.get(stampPath(name));
    return stamp === undefined ? [] : [{ name, ...parseFacts(stamp) }];
  });
}

function stampPath(name: string): string {
  return `control-plane/${name}/atoll.json`;
}

function parseFacts(text: string): Omit<KnownRegion, 'name'> {
  return (JSON.parse(text) as { readonly facts: Omit<KnownRegion, 'name'> }).facts;
}
