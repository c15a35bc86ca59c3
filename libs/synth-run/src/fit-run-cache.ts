import type { RunCache } from './run-cache.ts';

/** What is asked of a repository whose main somebody else may have moved. */
export interface FittingRepo {
  listFolders(under: string): Promise<string[]>;
  /** Folders at depth 2 that differ between two commits; undefined where every other writer is found out otherwise. */
  readonly listChangedFolders: ((from: string, to: string) => Promise<readonly string[]>) | undefined;
}

/**
 * Gives a cache that fits main: as it is where main did not move, else without what the foreign commits changed.
 *
 * Undefined where nothing of it can be trusted: another writer of the embedded repository, or a commit that is gone.
 */
export async function fitRunCache(
  cache: RunCache | undefined,
  head: string | undefined,
  repo: FittingRepo,
): Promise<RunCache | undefined> {
  if (cache === undefined || cache.head === head) return cache;
  if (head === undefined || repo.listChangedFolders === undefined) return undefined;
  const changed = await listChanged(repo.listChangedFolders, cache.head, head);
  if (changed === undefined) return undefined;
  return { ...dropFolders(cache, changed), head, deployed: await repo.listFolders('control-plane') };
}

/** After a forced push the cached commit may be unknown, and then so is what changed since. */
async function listChanged(
  list: NonNullable<FittingRepo['listChangedFolders']>,
  from: string,
  to: string,
): Promise<readonly string[] | undefined> {
  try {
    return await list(from, to);
  } catch {
    return undefined;
  }
}

/** A cluster keeps its name with a digest that nothing has, so that it is known to stand and is rendered again. */
function dropFolders(cache: RunCache, changed: readonly string[]): RunCache {
  const parts = changed.map((folder) => folder.split('/'));
  const regions = new Set(parts.filter(([half]) => half !== 'clusters').map(([, name]) => name));
  const clusters = parts.flatMap(([half, name]) =>
    half === 'clusters' && name ? [[name, ''] as const] : [],
  );
  return {
    ...cache,
    regions: Object.fromEntries(Object.entries(cache.regions).filter(([name]) => !regions.has(name))),
    clusters: { ...cache.clusters, ...Object.fromEntries(clusters) },
  };
}
