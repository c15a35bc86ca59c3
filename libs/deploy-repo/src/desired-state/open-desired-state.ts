import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isBranchName } from '../deploy-path.ts';
import { DeployRepoError } from '../deploy-repo-error.ts';
import { createGit, type Git } from '../git.ts';
import type { Environment } from '../git-environment.ts';
import { toFileFailure } from '../git-failure.ts';
import { removeLeftoverLocks } from '../config-clone/leftover-locks.ts';
import { prepareClone } from '../remote/bare-clone.ts';
import type { GitCredentials } from '../remote/git-credentials.ts';
import { parseRemoteUrl } from '../remote/remote-url.ts';
import { renewDamagedClone } from '../remote/renew-damaged-clone.ts';
import { readRefs } from '../refs.ts';
import { takeRunLock } from '../run-lock.ts';
import type { DesiredState } from './desired-state.ts';
import { GitDesiredState } from './git-desired-state.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** A whole fetch, however much it says. */
const FETCH_TIMEOUT_SECONDS = 600;

/** Where the deploy repository is, and what of it is mirrored. */
export interface DesiredStateOptions {
  /** `https://…`, `ssh://…`, `git@host:path`, or a path; user info in it is refused without being printed. */
  readonly url: string;
  /** Folder of the mirror, for this process alone; made when it is absent. Only a cache: it may be lost at any start. */
  readonly folder: string;
  /** Such as `region/eu-1`; at least one. */
  readonly branches: readonly string[];
  /** `process.env` of the program. */
  readonly environment: Environment;
  readonly now: () => Date;
  /** Asked anew for every fetch, so that a rotated token is taken; used with http(s) only, and never stored. */
  readonly readCredentials?: () => Promise<GitCredentials>;
  /** How long the remote may say nothing; 300 if absent. */
  readonly patienceSeconds?: number;
  /** How long a fetch may take in all; 600 if absent. */
  readonly fetchTimeoutSeconds?: number;
}

/**
 * Opens the mirror for this process alone, and makes it when it is absent. Fetches nothing: a remote that is away keeps
 * no agent from starting.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_LOCKED` if another process works with this folder, `ERR_DEPLOY_REPO_URL`, `ERR_DEPLOY_REPO_BRANCH`, …
 */
export async function openDesiredState(options: DesiredStateOptions): Promise<DesiredState> {
  const { url, branches, environment, now, readCredentials, patienceSeconds } = options;
  const first = assertBranches(branches);
  const remote = parseRemoteUrl(url, readCredentials !== undefined);
  const folder = resolve(options.folder);
  const git = createGit({ path: folder, gitDir: folder }, READER, environment);
  makeFolder(git);
  const lock = takeRunLock(git, randomUUID());
  try {
    await removeLeftoverLocks(git);
    await prepareClone(git, first);
    if (lock.died !== undefined) await renewDamagedClone(git, first);
    return new GitDesiredState({
      git,
      lock,
      now,
      access: { remote, environment, patienceSeconds },
      readCredentials,
      timeoutMs: (options.fetchTimeoutSeconds ?? FETCH_TIMEOUT_SECONDS) * 1_000,
      branches,
      refs: await readRefs(git, ['refs/heads']),
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assertBranches(branches: readonly string[]): string {
  const bad = branches.find((name) => !isBranchName(name));
  const [first] = branches;
  if (first !== undefined && bad === undefined) return first;
  const what = bad === undefined ? 'no branch is named' : `${JSON.stringify(bad)} cannot be a branch`;
  throw new DeployRepoError(
    'ERR_DEPLOY_REPO_BRANCH',
    `the desired state cannot be opened: ${what}; name such as region/eu-1, of letters, digits, ".", "-", "_" and "/"`,
  );
}

function makeFolder(git: Git): void {
  try {
    mkdirSync(git.path, { recursive: true });
  } catch (cause) {
    throw toFileFailure(git.path, 'make the folder', cause);
  }
}
