import { DeployRepoError } from '../deploy-repo-error.ts';
import type { Git } from '../git.ts';
import { tryGit } from '../git-stream.ts';

const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Passes the full id of a commit; a name such as `main` moves between two reads. @throws DeployRepoError `ERR_DEPLOY_REPO_REVISION` */
export function parseRevision(revision: string): string {
  if (COMMIT_ID.test(revision)) return revision;
  throw new DeployRepoError(
    'ERR_DEPLOY_REPO_REVISION',
    `${JSON.stringify(revision)} is not the full id of a commit: give 40 or 64 hexadecimal digits`,
  );
}

/** Says whether the mirror has a commit. */
export async function hasCommit(git: Git, revision: string): Promise<boolean> {
  const { exit } = await tryGit(git, ['cat-file', '-e', `${revision}^{commit}`]);
  return exit === 0;
}

/** Gives the better error where a command failed because a commit is not there. */
export async function explainMissing(
  git: Git,
  revisions: readonly string[],
  error: unknown,
): Promise<unknown> {
  for (const revision of revisions) {
    if (!(await hasCommit(git, revision))) return toMissing(git, revision);
  }
  return error;
}

/** Gives the error of a commit that is not there. */
export function toMissing({ path }: Git, revision: string): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_REVISION',
    `${path}: there is no commit ${revision}: it was not fetched yet, or its branch was rewritten; fetch, and retain each commit that is in use`,
  );
}
