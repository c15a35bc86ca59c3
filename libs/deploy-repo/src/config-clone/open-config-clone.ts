import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isBranchName } from '../deploy-path.ts';
import { DeployRepoError } from '../deploy-repo-error.ts';
import { createGit, type Git } from '../git.ts';
import type { Environment, GitIdentity } from '../git-environment.ts';
import { toFileFailure } from '../git-failure.ts';
import { prepareClone } from '../remote/bare-clone.ts';
import { type GitCredentials, toAuthorization } from '../remote/git-credentials.ts';
import { parseRemoteUrl } from '../remote/remote-url.ts';
import { renewDamagedClone } from '../remote/renew-damaged-clone.ts';
import { type RunLock, takeRunLock } from '../run-lock.ts';
import type { SigningKey } from '../signing-key.ts';
import { cleanConfig } from './check-out.ts';
import type { ConfigClone } from './config-clone.ts';
import { GitConfigClone } from './git-config-clone.ts';
import { removeLeftoverLocks } from './leftover-locks.ts';

/** Outranks every .gitattributes: what is committed and what is read are the same bytes. */
const ATTRIBUTES = '* -text -ident -filter -working-tree-encoding\n';

/** Where the config repository is, and who merges in it. */
export interface ConfigCloneOptions {
  /** `https://…`, `ssh://…`, `git@host:path`, or a path; user info in it is refused without being printed. */
  readonly url: string;
  /** Folder of the clone and its work tree, made when it is absent. Only a cache: it may be deleted between two runs. */
  readonly folder: string;
  /** The branch that is published; `main` if absent. */
  readonly branch?: string;
  readonly author: GitIdentity;
  /** `process.env` of the program. */
  readonly environment: Environment;
  /** The time that commits carry. */
  readonly now: () => Date;
  /** Used with http(s) only; they reach Git by its environment, and no file, argument or message. */
  readonly credentials?: GitCredentials;
  /** How long the remote may say nothing; 300 if absent. */
  readonly patienceSeconds?: number;
  /** Signs every merge. */
  readonly signingKey?: SigningKey;
}

/**
 * Opens the clone of a config repository for this process alone, makes it when it is absent; fetches nothing yet.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_LOCKED` if another process works with this folder, `ERR_DEPLOY_REPO_URL`, …
 */
export async function openConfigClone(options: ConfigCloneOptions): Promise<ConfigClone> {
  const { environment, credentials, branch = 'main', author, now, signingKey } = options;
  const folder = resolve(options.folder);
  assertBranch(branch);
  const remote = parseRemoteUrl(options.url, credentials !== undefined);
  if (credentials !== undefined) toAuthorization(credentials);
  const gitDir = join(folder, '.git');
  const git = createGit({ path: gitDir, gitDir }, author, environment);
  const tree = createGit({ path: folder, gitDir }, author, environment);
  const lock = takeLock(git);
  try {
    await prepare({ git, tree, branch, hasDied: lock.died !== undefined });
  } catch (error) {
    lock.release();
    throw error;
  }
  const access = { remote, credentials, environment, patienceSeconds: options.patienceSeconds };
  return new GitConfigClone({ git, tree, branch, access, now, signingKey, lock });
}

function assertBranch(branch: string): void {
  if (!isBranchName(branch)) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_BRANCH',
      `${JSON.stringify(branch)} cannot be the branch of a config repository: use letters, digits, ".", "-", "_" and "/"`,
    );
  }
}

function takeLock(git: Git): RunLock {
  try {
    mkdirSync(git.gitDir, { recursive: true });
  } catch (cause) {
    throw toFileFailure(git.path, 'make the folder', cause);
  }
  return takeRunLock(git, randomUUID());
}

interface ClonePlaces {
  readonly git: Git;
  readonly tree: Git;
  readonly branch: string;
  /** Whether the process before this one was killed. */
  readonly hasDied: boolean;
}

async function prepare({ git, tree, branch, hasDied }: ClonePlaces): Promise<void> {
  await removeLeftoverLocks(git);
  await prepareClone(git, branch);
  if (hasDied) await renewDamagedClone(git, branch);
  try {
    mkdirSync(join(git.gitDir, 'info'), { recursive: true });
    writeFileSync(join(git.gitDir, 'info', 'attributes'), ATTRIBUTES);
  } catch (cause) {
    throw toFileFailure(git.path, 'prepare the clone', cause);
  }
  if (existsSync(join(git.gitDir, 'index'))) await cleanConfig(tree);
}
