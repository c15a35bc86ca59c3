import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeployRepoError } from './deploy-repo-error.ts';
import { toFileFailure } from './git-failure.ts';
import type { GitPlace } from './git-environment.ts';

const PENDING_FILE = 'atoll-pending';
/** Raised when an older Atoll could not finish what a newer one began. */
const FORMAT = 1;

/** A path outside of the commit's own changes that must be put back; without `committed` it must go. */
export interface Restoration {
  readonly path: string;
  readonly committed?: { readonly mode: string; readonly blob: string };
}

/** All that is needed to finish a run after a crash. */
export interface PendingRun {
  readonly run: string;
  /** Main before the run; undefined in a new repository. */
  readonly from?: string;
  /** The new commit; undefined if only edits by hand are put back. */
  readonly commit?: string;
  readonly branches: readonly string[];
  readonly restorations: readonly Restoration[];
}

/** Notes the run in `.git/atoll-pending`, whole or not at all. */
export function writePendingRun(place: GitPlace, pending: PendingRun): void {
  const file = join(place.gitDir, PENDING_FILE);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ format: FORMAT, ...pending })}\n`);
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw toFileFailure(place.path, `write ${file}`, cause);
  }
}

/** Says whether a run has been left unfinished, or is being finished. */
export function isRunPending(place: GitPlace): boolean {
  return existsSync(join(place.gitDir, PENDING_FILE));
}

/** Gives the run to be finished. @throws DeployRepoError `ERR_DEPLOY_REPO_PENDING` if the file cannot be understood */
export function readPendingRun(place: GitPlace): PendingRun {
  const file = join(place.gitDir, PENDING_FILE);
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as PendingRun & { readonly format: number };
    if (read.format === FORMAT) {
      return read;
    }
  } catch (cause) {
    throw toUnreadable(file, cause);
  }
  throw toUnreadable(file, undefined);
}

/** Forgets the run: it is finished, or its commit is not wanted any more. */
export function dropPendingRun(place: GitPlace): void {
  rmSync(join(place.gitDir, PENDING_FILE), { force: true });
}

function toUnreadable(file: string, cause: unknown): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_PENDING',
    `${file} is not of format ${FORMAT}: finish the run with the Atoll that began it, or delete the file and run with every folder verified`,
    { cause },
  );
}
