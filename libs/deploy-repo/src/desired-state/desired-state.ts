import type { Problem } from '@atoll/core';
import type { Repacking } from '../repack.ts';

/** One manifest file of a folder at a commit. */
export interface DesiredFile {
  /** From the root of the repository, such as `regions/eu-1/platform/a.ConfigMap.b.yaml`. */
  readonly path: string;
  /** Git's id of the content: equal ids mean equal bytes, in every commit. */
  readonly blob: string;
  readonly bytes: number;
  /** Undefined where the caller has said that it knows this content. */
  readonly text: string | undefined;
}

/** What a commit holds below a folder. */
export interface DesiredFolder {
  readonly revision: string;
  readonly folder: string;
  /** Git's id of the whole folder: equal ids mean that nothing differs. Undefined: the commit has no such folder. */
  readonly tree: string | undefined;
  /** Ordered by path. */
  readonly files: readonly DesiredFile[];
  /** Files that are no manifests, one problem each; the others are given all the same. */
  readonly problems: readonly Problem[];
}

/** What is known of one branch of the remote. */
export interface DesiredBranch {
  readonly name: string;
  /** The last commit that was seen there: kept when the remote is away, and when the branch was deleted. */
  readonly revision: string | undefined;
  /** `unknown` before the first fetch that succeeded; `absent` with a revision: the branch was deleted. */
  readonly state: 'unknown' | 'present' | 'absent';
  /** When this state was first seen. */
  readonly since: Date | undefined;
  /** The last time that the branch went to a commit that does not follow the one before, as a forced push does. */
  readonly rewrite: { readonly from: string; readonly to: string; readonly at: Date } | undefined;
}

/** How current the mirror is. */
export interface DesiredStateStatus {
  readonly lastAttempt: Date | undefined;
  readonly lastSuccess: Date | undefined;
  /** Time since the last success; undefined before it. */
  readonly ageMs: number | undefined;
  /** Why the last fetch failed; undefined if it did not. */
  readonly lastError: { readonly code: string; readonly message: string; readonly at: Date } | undefined;
  /** Fetches that failed since the last success. */
  readonly failures: number;
  readonly branches: readonly DesiredBranch[];
  /** What became of the last repacking, if there was one. */
  readonly repacking: Repacking | undefined;
}

/**
 * A mirror of some branches of a deploy repository, read from Git's objects at exact commits, never from a work tree: a
 * set of manifests is never half-written, and the last good one stays when the remote is away.
 */
export interface DesiredState {
  /**
   * Brings the branches to where the remote's stand; a second call while one is under way gets its outcome. On failure
   * everything that was there stays, and {@link DesiredState.status} carries the error, too.
   *
   * @throws DeployRepoError
   */
  fetch(): Promise<void>;
  /**
   * Reads the manifests below a folder (`''`: the root) at a commit. The texts of blobs that are `known` are not read.
   *
   * @throws DeployRepoError `ERR_DEPLOY_REPO_REVISION`, `ERR_DEPLOY_REPO_PATH`, `ERR_DEPLOY_REPO_CORRUPT`
   */
  readFolder(revision: string, folder: string, known?: ReadonlySet<string>): Promise<DesiredFolder>;
  /** Says whether a commit is another one or stands in its history. @throws DeployRepoError `ERR_DEPLOY_REPO_REVISION` */
  isAncestor(commit: string, of: string): Promise<boolean>;
  /**
   * Keeps a commit and its history readable until it is released, whatever becomes of the branches; a commit that is not
   * here is fetched by its id, which most Git hosts allow.
   *
   * @throws DeployRepoError `ERR_DEPLOY_REPO_REVISION`
   */
  retain(revision: string): Promise<void>;
  /** Lets a retained commit go. */
  release(revision: string): Promise<void>;
  status(): DesiredStateStatus;
  /** Ends a fetch that is under way, and gives the folder free. */
  close(): Promise<void>;
}
