import type { Checkpoint } from './checkpoint.ts';
import type { FolderImport } from './folder-import.ts';
import type { Git } from './git.ts';
import type { EditsAhead } from './edits-ahead.ts';
import type { GitStream } from './git-stream.ts';
import type { ObjectReader } from './object-reader.ts';
import type { SigningKey } from './signing-key.ts';

/** What a run starts with; its lock is held by the caller. */
export interface RunStart {
  readonly git: Git;
  /** Reads objects for this run; closed when the run gives its lock back. */
  readonly objects: ObjectReader;
  /** Names the temporary ref; unique. */
  readonly id: string;
  /** The branch that holds the truth; no other branch of a run may have its name. */
  readonly branch: string;
  /** That branch at the start; undefined in a new repository. */
  readonly head: string | undefined;
  /** The time of the commit. */
  readonly now: () => Date;
  readonly signingKey: SigningKey | undefined;
  readonly checkpoint: Checkpoint;
  /** Edits by hand that were looked for since the run began; absent in a bare clone, and when nobody knew where to look. */
  readonly editsAhead?: EditsAhead;
  /** The update of the index that has been reading it since the run began; absent where the first path is far. */
  readonly index?: GitStream;
}

/** What a run has written: its folders, and the import that holds them (none, if there are no folders). */
export interface WrittenFolders {
  readonly folders: ReadonlySet<string>;
  readonly import: FolderImport | undefined;
}
