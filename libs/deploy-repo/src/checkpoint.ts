/** The steps of a run, in order; `file-written` comes once a file. */
export type CheckpointName =
  | 'locked'
  | 'imported'
  | 'committed'
  | 'edits-kept'
  | 'pending-written'
  | 'refs-moved'
  | 'files-removed'
  | 'file-written'
  | 'files-written'
  | 'index-updated'
  | 'temporary-ref-dropped'
  | 'unlocked';

/** Is told each step of a run as it has been reached, for progress and for trials of a crash; the run waits for it. */
export type Checkpoint = (name: CheckpointName) => void | Promise<void>;
