import { join } from 'node:path';
import { createGit } from './git.ts';
import type { Environment } from './git-environment.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/**
 * Tells whether everything below a path stands in the commit that is checked out, just as it is in the work tree.
 *
 * False outside Git and before the first commit, too: then nothing could bring the path back.
 */
export async function isCommitted(root: string, path: string, environment: Environment): Promise<boolean> {
  const git = createGit({ path: root, gitDir: join(root, '.git') }, READER, environment);
  try {
    const known = await git.run(['ls-tree', '--name-only', 'HEAD', '--', path]);
    const changed = await git.run([
      'status',
      '--porcelain',
      '--untracked-files=all',
      '--ignored',
      '--',
      path,
    ]);
    return known.trim() !== '' && changed.trim() === '';
  } catch {
    return false;
  }
}
