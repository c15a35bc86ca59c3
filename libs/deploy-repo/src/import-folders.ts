import { type ChangeSummary, summarizeChanges } from './change-summary.ts';
import { compareTrees } from './compare-trees.ts';
import { TEMPORARY_REFS } from './refs.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';
import { recordChanges, streamTreeChanges, type TreeChange } from './tree-changes.ts';

/** Changes kept in memory for the work tree, 300 bytes each: those of a few regions. */
const MOST_KEPT_CHANGES = 2_000;

/** Folders, some 20 trees each, that are compared here; a process that compares all of them costs more to start. */
const MOST_COMPARED_FOLDERS = 32;

/** What the run's folders changed. */
export interface ImportedFolders {
  readonly changes: ChangeSummary;
  /** The changes one by one, if they are few. */
  readonly listed: readonly TreeChange[] | undefined;
}

/** Ends the import, after which the temporary ref carries the tree, and gives what differs from the run's head. */
export async function importFolders(start: RunStart, written: WrittenFolders): Promise<ImportedFolders> {
  if (written.import === undefined) {
    return { changes: { folders: [], paths: [], total: 0 }, listed: [] };
  }
  await written.import.finish();
  const carrier = `${TEMPORARY_REFS}/${start.id}`;
  const known = await compareFolders(start, carrier, [...written.folders]);
  if (known !== undefined) {
    return { changes: await summarizeChanges([known], written.folders), listed: known };
  }
  const recorded = recordChanges(streamTreeChanges(start.git, carrier, 'all'), MOST_KEPT_CHANGES);
  const changes = await summarizeChanges(recorded.stream, written.folders);
  return { changes, listed: recorded.list() };
}

/** The tree differs in the run's folders alone; undefined if they are many, or no folders in one of the trees. */
async function compareFolders(
  { objects, head }: RunStart,
  carrier: string,
  folders: readonly string[],
): Promise<readonly TreeChange[] | undefined> {
  if (folders.length > MOST_COMPARED_FOLDERS) {
    return undefined;
  }
  const pairs = folders.map((path) => ({
    path,
    from: head === undefined ? undefined : `${head}:${path}`,
    to: `${carrier}:${path}`,
  }));
  const changes = await compareTrees(objects, pairs);
  return changes !== undefined && changes.length <= MOST_KEPT_CHANGES ? changes : undefined;
}
