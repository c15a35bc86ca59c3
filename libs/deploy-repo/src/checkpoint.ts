/**
 * The steps of a run, in order; `file-written` comes once a file.
 * Only a remote repository has `fetched` (also outside of a run), `pushing` and `pushed`, and it has no files.
 */
export type CheckpointName =
  | 'fetched'
  | 'locked'
  | 'imported'
  | 'committed'
  | 'edits-kept'
  | 'pending-written'
  | 'pushing'
  | 'pushed'
  | 'refs-moved'
  | 'files-removed'
  | 'file-written'
  | 'files-written'
  | 'index-updated'
  | 'temporary-ref-dropped'
  | 'repacked'
  | 'unlocked';

/** Is told each step of a run as it has been reached, for progress and for trials of a crash; the run waits for it. */
export type Checkpoint = (name: CheckpointName) => void | Promise<void>;
