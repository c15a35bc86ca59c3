import type { CachedRegion, CacheContent } from './run-cache.ts';

/** A run that could not be pushed, since somebody else was faster. */
export interface LostRun {
  /** The cache as it would have been after the run. */
  readonly content: CacheContent;
  /** Regions as the cache knew them before. */
  readonly before: Readonly<Record<string, CachedRegion>>;
  /** Regions that stood before the run. */
  readonly deployed: readonly string[];
  /** Folders that the run would have changed. */
  readonly changedFolders: readonly string[];
}

/**
 * Gives the cache that fits the commit from which the lost run began.
 *
 * What the run rendered and found standing need not be rendered again; only what it would have changed is open.
 */
export function rememberUnchanged({ content, before, deployed, changedFolders }: LostRun): CacheContent {
  const parts = changedFolders.map((folder) => folder.split('/'));
  const changed = new Set(parts.filter(([half]) => half !== 'clusters').map(([, name]) => name));
  const clusters = new Set(parts.filter(([half]) => half === 'clusters').map(([, name]) => name));
  const standing = new Set(deployed);
  const unchanged = Object.entries(content.regions).filter(
    ([name]) => standing.has(name) && !changed.has(name),
  );
  const open = Object.entries(before)
    .filter(([name]) => changed.has(name))
    .map(([name, region]) => [name, { ...region, stamps: [] }] as const);
  return {
    ...content,
    deployed,
    regions: Object.fromEntries([...unchanged, ...open]),
    clusters: Object.fromEntries(Object.entries(content.clusters).filter(([name]) => !clusters.has(name))),
  };
}
