import type { ChangeSummary } from './change-summary.ts';
import type { CommitMessage } from './commit-message.ts';
import type { FolderContent } from './folder-content.ts';
import type { HandEdit } from './hand-edits.ts';
import type { Repacking } from './repack.ts';

/** How a run ends. */
export interface FinishOptions {
  /** The message, or what gives it from the changed folders and their counts; asked only if there is one. */
  readonly message: string | ((changedFolders: readonly string[], changes: ChangeSummary) => string);
  /** Lines at the end of the message, `Key: value`, in this order. */
  readonly trailers?: CommitMessage['trailers'];
  /** Gives the branches beside main that move to the new commit, for example `region/eu-1`; asked only if there is one. */
  readonly branches?: (changedFolders: readonly string[]) => readonly string[];
  /**
   * Branches with the folders that each must show as the new head does. One that does not exist yet, or that shows
   * them otherwise, moves along even if this run changed none of them. Only a remote repository asks for it.
   */
  readonly followers?: ReadonlyMap<string, readonly string[]>;
  /** Where edits by hand are looked for: in the folders of this run (default), or everywhere. Not in a bare clone. */
  readonly verify?: 'written' | 'all';
}

/** What a run did. */
export interface RunResult {
  /** The new commit; undefined if the tree stayed equal. */
  readonly commit?: string;
  /** Main after the run; undefined only in a repository that has no commit yet. */
  readonly head?: string;
  readonly changes: ChangeSummary;
  /** The branches that were moved, by name. */
  readonly branches: readonly string[];
  /** Edits found by hand; kept under their ref, and undone in the work tree. */
  readonly handEdits: readonly HandEdit[];
  /** Present if the repository was repacked, which some hundred runs make necessary. */
  readonly repacking?: Repacking;
}

/** One writing of the repository: one lock, at most one commit. Ends with `finish` or `abort`. */
export interface Run {
  /**
   * Makes the folder hold exactly these files. They go to Git at once and are not kept in memory; await it.
   *
   * @throws DeployRepoError `ERR_DEPLOY_REPO_PATH`, `ERR_DEPLOY_REPO_EMPTY` (an empty render never deletes)
   */
  replaceFolder(content: FolderContent): Promise<void>;
  /** Removes the folder with all in it. */
  deleteFolder(folder: string): Promise<void>;
  /** Commits what differs, moves the refs, brings the work tree along, and gives the lock back, also after a failure. */
  finish(options: FinishOptions): Promise<RunResult>;
  /** Gives the lock back; nothing of the run remains. Harmless after `finish`. */
  abort(): Promise<void>;
}
