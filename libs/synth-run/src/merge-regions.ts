import type { WrittenRun } from './begun-run.ts';
import type { OpenedRun } from './opened-run.ts';
import type { CachedRegion } from './run-cache.ts';

/**
 * Everything that stands after the run: what it wrote, and of the others what the cache knows.
 *
 * What should have been written and was not has no stamps: the next run tries it again, also when only the organization
 * had changed.
 */
export function mergeRegions(
  { cache, plan }: OpenedRun,
  { written: { written }, grants, removed, halved }: WrittenRun,
): ReadonlyMap<string, CachedRegion> {
  const [deleted, stale] = [new Set(removed.deleted), new Set(plan.stale)];
  const cached = Object.entries(cache?.regions ?? {}).filter(([name]) => !deleted.has(name));
  const merged = new Map([...cached, ...written]);
  for (const [name, region] of merged) {
    const isOpen = halved.has(name) || (stale.has(name) && !written.has(name));
    const { grants: before, ...rest } = region;
    const standing = grants.written.get(name) ?? before;
    const known = standing === undefined || standing.length === 0 ? rest : { ...rest, grants: standing };
    if (isOpen) merged.set(name, { ...known, stamps: [] });
  }
  return merged;
}

/** Regions that stand after the run, also those that could not be read or are configured no more. */
export function listDeployed({ deployed }: OpenedRun, { written, removed }: WrittenRun): readonly string[] {
  const gone = new Set(removed.deleted);
  return [...new Set([...deployed, ...written.written.keys()])].filter((name) => !gone.has(name)).sort();
}
