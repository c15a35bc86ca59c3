/** A commit of the config repository's branch, read for what it changes. */
export interface ProposedCommit {
  readonly commit: string;
  /** Where it left the branch; undefined if the two share no history. */
  readonly base: string | undefined;
  /** Whether it is the one commit on top of `base`, so that nothing came along unseen. */
  readonly isSingle: boolean;
  /** Whether the branch holds it already. */
  readonly isMerged: boolean;
  /** When it was committed, as its author says; in seconds of the epoch. */
  readonly seconds: number;
  readonly message: string;
  /** What differs from `base`; at most a few more than one, since more are never wanted. */
  readonly changes: readonly ProposedChange[];
}

/** A path in which a commit differs. */
export interface ProposedChange {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  /** Git's modes, such as `100644` for a plain file; zeros where there is none. */
  readonly oldMode: string;
  readonly mode: string;
  /** Size of the new content in bytes; undefined where it is no file. */
  readonly bytes: number | undefined;
}

/** A commit of the branch itself, not of what was merged into it, and what it says of itself. */
export interface TrailedCommit {
  readonly commit: string;
  /** Of the message's last paragraph alone. */
  readonly trailers: Readonly<Record<string, string>>;
  /** Paths in which it differs from its first parent. */
  readonly paths: readonly string[];
}

/** A file, and the text that it gets. */
export interface FileToCommit {
  readonly parent: string;
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/** What goes to the remote at once: the branch forward, and branches that are done away. */
export interface MergeToPush {
  /** New head of the branch, or the one that stands, if only branches go. */
  readonly commit: string;
  /** Where each deleted branch has to stand, by name: one that moved meanwhile stays, and nothing is pushed. */
  readonly deleted: ReadonlyMap<string, string>;
}

/**
 * How a push ended: `pushed`; `moved`: somebody was faster and nothing was pushed; `kept`: the branch was pushed, and the
 * remote lets nobody delete branches.
 */
export type PushOutcome = 'pushed' | 'moved' | 'kept';

/** A clone of the config repository with a work tree that holds its folder `regions/`; a cache that belongs to one process. */
export interface ConfigClone {
  /** The address as it was given; it never holds a password. */
  readonly url: string;
  /** The config repository for readers: the folder with `regions/`, as `checkOut` left it. */
  readonly root: string;
  /** Fetches the branch, and gives its commit. @throws DeployRepoError `ERR_DEPLOY_REPO_REMOTE`, `…_AUTH` */
  fetch(): Promise<string>;
  /** Fetches the branches below a prefix such as `agent/`, and gives their commits by name. */
  fetchBranches(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Makes `root` hold the commit's `regions/`; only files that differ are written, so that their times tell. */
  checkOut(commit: string): Promise<void>;
  readProposed(commit: string, head: string): Promise<ProposedCommit>;
  /** The text of a file in a commit; undefined where there is none. */
  readText(commit: string, path: string): Promise<string | undefined>;
  /** Gives the commits with this trailer on the first-parent line of a commit, latest first. */
  listWithTrailer(head: string, key: string, value: string): Promise<readonly TrailedCommit[]>;
  /** Commits one file on a parent; nothing points to the commit yet. */
  commitFile(file: FileToCommit): Promise<string>;
  /** Pushes all or nothing, never by force. @throws DeployRepoError if the remote refuses, or cannot be reached */
  push(merge: MergeToPush): Promise<PushOutcome>;
  /** Gives the clone back for other processes. */
  close(): void;
}
