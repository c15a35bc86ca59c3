import type { SourceHistory } from '@atoll/deploy-repo';
import type { SourceComparison } from './decide-source.ts';

/** Ends the commit in a trailer when files differed from it. */
const DIRTY = /-dirty$/;

/** Compares folders under `regions/` of this checkout with the commit from which they were published. */
export type SourceComparer = (folders: readonly string[], published: string) => SourceComparison;

/** Asks the history once for all commits that were published, and gives what compares with them. */
export async function compareSources(
  history: SourceHistory,
  published: readonly string[],
): Promise<SourceComparer> {
  const commits = [...new Set(published.map(toCommit))];
  const included = await history.listAncestors(commits);
  const others = commits.filter((commit) => !included.has(commit));
  const known = others.length === 0 ? new Set<string>() : await history.listKnown(others);
  const bases = new Map<string, Trees | undefined>();
  for (const commit of known) bases.set(commit, await readBase(history, commit));
  const here = known.size === 0 ? new Map() : await history.listTrees(history.head, 'regions');
  return (folders, trailer) => {
    const commit = toCommit(trailer);
    if (included.has(commit)) return { relation: 'includes', isChangedHere: false };
    if (!known.has(commit)) return { relation: 'unknown', isChangedHere: false };
    return { relation: 'beside', isChangedHere: differs(folders, bases.get(commit), here) };
  };
}

/** Tree ids of the folders under `regions/` in a commit, by name. */
export type Trees = ReadonlyMap<string, string>;

/** Gives the folders where the two lines parted; undefined where they have nothing in common. */
async function readBase(history: SourceHistory, commit: string): Promise<Trees | undefined> {
  const base = await history.mergeBase(commit);
  return base === undefined ? undefined : await history.listTrees(base, 'regions');
}

/** Gives the commit that a trailer names. */
export function toCommit(trailer: string): string {
  return trailer.replace(DIRTY, '');
}

/** Tells whether folders under `regions/` differ between two commits; without one of them, they do. */
export function differs(names: readonly string[], a: Trees | undefined, b: Trees): boolean {
  return a === undefined || names.some((name) => a.get(name) !== b.get(name));
}
