import { listAncestors } from './deploy-path.ts';
import type { TreeChange } from './tree-changes.ts';

/** Paths that a summary names; a first run of 1,000 regions changes 150,000. */
const NAMED_PATHS = 100;

/** What a run changed in one folder, in files. */
export interface FolderChange {
  readonly folder: string;
  readonly added: number;
  readonly modified: number;
  readonly deleted: number;
}

/** What a run changed. */
export interface ChangeSummary {
  /** Only folders with a change, by name. */
  readonly folders: readonly FolderChange[];
  /** The first 100 paths in Git's order. */
  readonly paths: ReadonlyArray<Pick<TreeChange, 'path' | 'kind'>>;
  /** Number of all changed paths. */
  readonly total: number;
}

/** Counts changes by the run's folders, keeping only the first paths. */
export async function summarizeChanges(
  changes: AsyncIterable<readonly TreeChange[]> | Iterable<readonly TreeChange[]>,
  folders: ReadonlySet<string>,
): Promise<ChangeSummary> {
  const counts = new Map<string, Record<TreeChange['kind'], number>>();
  const paths: Array<Pick<TreeChange, 'path' | 'kind'>> = [];
  let total = 0;
  for await (const group of changes) {
    for (const { path, kind } of group) {
      const folder = listAncestors(path).find((ancestor) => folders.has(ancestor)) ?? path;
      const count = counts.get(folder) ?? { added: 0, modified: 0, deleted: 0 };
      count[kind] += 1;
      counts.set(folder, count);
      total += 1;
      if (paths.length < NAMED_PATHS) {
        paths.push({ path, kind });
      }
    }
  }
  const named = [...counts].map(([folder, count]) => ({ folder, ...count }));
  return { folders: named.toSorted((a, b) => (a.folder < b.folder ? -1 : 1)), paths, total };
}
