import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Checkpoint } from '../checkpoint.ts';
import { isBranchName } from '../deploy-path.ts';
import { DeployRepoError } from '../deploy-repo-error.ts';
import { createGit } from '../git.ts';
import type { Environment, GitIdentity } from '../git-environment.ts';
import type { SigningKey } from '../signing-key.ts';
import { prepareClone } from './bare-clone.ts';
import { type GitCredentials, toAuthorization } from './git-credentials.ts';
import { GitRemoteRepo } from './git-remote-repo.ts';
import type { RemoteRepo } from './remote-repo.ts';
import { type RemoteUrl, parseRemoteUrl } from './remote-url.ts';

/** Where the remote repository is, and who writes in it. */
export interface RemoteRepoOptions {
  /** `https://…`, `ssh://…`, `git@host:path`, or a path; user info in it is refused without being printed. */
  readonly url: string;
  /** The bare clone that is kept between runs, made when it is absent. Only a cache: it may be deleted at any time. */
  readonly folder: string;
  /** The branch that holds the truth; `main` if absent. */
  readonly branch?: string;
  readonly author: GitIdentity;
  /** `process.env` of the program; see the README for what of it reaches Git. */
  readonly environment: Environment;
  /** The time that commits carry. */
  readonly now: () => Date;
  /** Used with http(s) only; they reach Git by its environment, and no file, argument or message. */
  readonly credentials?: GitCredentials;
  /** A remote that says nothing for so many seconds is given up; 300 if absent. */
  readonly patienceSeconds?: number;
  /** Signs every commit of a run. */
  readonly signingKey?: SigningKey;
  readonly checkpoint?: Checkpoint;
}

/**
 * Opens the clone of a remote repository, makes it when it is absent, and fetches once.
 *
 * @throws DeployRepoError with a code of the README's table
 */
export async function openRemoteRepo(options: RemoteRepoOptions): Promise<RemoteRepo> {
  const { environment, credentials, branch = 'main' } = options;
  if (!isBranchName(branch)) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_BRANCH',
      `${JSON.stringify(branch)} cannot be the branch that is published: use letters, digits, ".", "-", "_" and "/"`,
    );
  }
  const remote = parseRemoteUrl(options.url, credentials !== undefined);
  if (credentials !== undefined) {
    toAuthorization(credentials);
  }
  const folder = resolve(options.folder);
  assertApart(remote, folder);
  const git = createGit({ path: folder, gitDir: folder }, options.author, environment);
  await prepareClone(git, branch);
  const repo = new GitRemoteRepo({
    git,
    branch,
    access: { remote, credentials, environment, patienceSeconds: options.patienceSeconds },
    now: options.now,
    signingKey: options.signingKey,
    checkpoint: options.checkpoint ?? (() => undefined),
    createId: randomUUID,
  });
  await repo.fetch();
  await repo.recover();
  return repo;
}

/** A clone in the remote's own place would fetch into what it fetches from. */
function assertApart({ url, transport }: RemoteUrl, folder: string): void {
  const place = transport === 'file' ? resolve(url.replace(/^file:\/\//, '')) : undefined;
  if (place === folder) {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_URL',
      `${folder} is named both as the remote repository and as the folder of its clone: name another folder for the clone`,
    );
  }
}
