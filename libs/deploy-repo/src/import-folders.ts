import { type ChangeSummary, summarizeChanges } from './change-summary.ts';
import { TEMPORARY_REFS } from './refs.ts';
import type { RunStart, WrittenFolders } from './run-start.ts';
import { recordChanges, streamTreeChanges, type TreeChange } from './tree-changes.ts';

/** Changes kept in memory for the work tree, 300 bytes each: those of a few regions. */
const MOST_KEPT_CHANGES = 2_000;

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
  const recorded = recordChanges(streamTreeChanges(start.git, carrier, 'all'), MOST_KEPT_CHANGES);
  const changes = await summarizeChanges(recorded.stream, written.folders);
  return { changes, listed: recorded.list() };
}
