import {
  type Environment,
  readTrailerHistory,
  type RemoteRepo,
  type SourceHistory,
} from '@atoll/deploy-repo';
import { differs, toCommit, type Trees } from './compare-sources.ts';

/** Each takes one walk over the history; whoever misses more has to fetch. */
const MOST_PARTS = 100;

/** A part that was published from a commit which this clone does not know. */
export interface UnknownPart {
  /** Branch of the part, such as `region/x`. */
  readonly branch: string;
  /** Its folders in the deploy repository. */
  readonly deployed: readonly string[];
  /** Folders under `regions/` that it is made from. */
  readonly configured: readonly string[];
}

/** Where to look. */
export interface FurtherBack {
  readonly repo: RemoteRepo;
  readonly history: SourceHistory;
  readonly environment: Environment;
}

/**
 * Gives the unknown parts that this checkout has not changed since it was last published from a commit that it includes.
 *
 * Whoever published the unknown commit knew of that one, so theirs is newer and can be left alone without knowing it.
 */
export async function lookFurtherBack(
  { repo, history, environment }: FurtherBack,
  parts: readonly UnknownPart[],
): Promise<ReadonlySet<string>> {
  const head = await repo.head();
  if (head === undefined || parts.length === 0 || parts.length > MOST_PARTS) return new Set();
  const sources = new Map<string, readonly string[]>();
  for (const { branch, deployed } of parts) {
    const search = { folders: deployed, key: 'Atoll-Source' };
    const found = await readTrailerHistory({ gitDir: repo.path, head }, search, environment);
    sources.set(branch, found.map(toCommit));
  }
  const included = await history.listAncestors([...new Set([...sources.values()].flat())]);
  const here = await history.listTrees(history.head, 'regions');
  const trees = new Map<string, Trees>();
  const unchanged = new Set<string>();
  for (const { branch, configured } of parts) {
    const earlier = sources.get(branch)?.find((commit) => included.has(commit));
    // What was never published from here and is not configured here was added by somebody else.
    if (earlier === undefined && !configured.every((name) => here.has(name))) unchanged.add(branch);
    if (earlier === undefined) continue;
    const there = trees.get(earlier) ?? (await history.listTrees(earlier, 'regions'));
    trees.set(earlier, there);
    if (!differs(configured, there, here)) unchanged.add(branch);
  }
  return unchanged;
}
