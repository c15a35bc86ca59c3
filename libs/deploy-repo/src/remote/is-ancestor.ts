import type { Git } from '../git.ts';
import { toGitFailure } from '../git-failure.ts';
import { tryGit } from '../git-stream.ts';

/** Says whether a commit is another one or stands in its history. */
export async function isAncestor(git: Git, commit: string, of: string): Promise<boolean> {
  const { exit, words } = await tryGit(git, ['merge-base', '--is-ancestor', commit, of]);
  if (exit !== 0 && exit !== 1) {
    throw toGitFailure(git.path, 'merge-base', words || `exit ${exit}`);
  }
  return exit === 0;
}
