import { join } from 'node:path';
import { createGit } from './git.ts';
import type { Environment } from './git-environment.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** Gives the commit that is checked out in a folder; undefined outside Git, without Git, or before the first commit. */
export async function readHeadCommit(folder: string, environment: Environment): Promise<string | undefined> {
  const git = createGit({ path: folder, gitDir: join(folder, '.git') }, READER, environment);
  try {
    return (await git.run(['rev-parse', '--verify', 'HEAD'])).trim();
  } catch {
    // Only a trailer is lost, and its absence says so.
    return undefined;
  }
}
