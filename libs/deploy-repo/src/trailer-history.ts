import { createGit } from './git.ts';
import type { Environment } from './git-environment.ts';
import type { SearchedRepo } from './last-change.ts';

/** Reading needs no name; Git wants one all the same. */
const READER = { name: 'Atoll', email: 'atoll@localhost' };

/** Changes that are looked at; whoever is further behind has to fetch anyway. */
const MOST_CHANGES = 200;

/** A trailer of the commits that changed some folders. */
export interface TrailerSearch {
  readonly folders: readonly string[];
  readonly key: string;
}

/** Gives the values of a trailer in the commits that changed the folders, the newest first; commits without it are left out. */
export async function readTrailerHistory(
  { gitDir, head }: SearchedRepo,
  { folders, key }: TrailerSearch,
  environment: Environment,
): Promise<readonly string[]> {
  const git = createGit({ path: gitDir, gitDir }, READER, environment);
  const printed = await git.run([
    '--literal-pathspecs',
    'log',
    `--max-count=${MOST_CHANGES}`,
    '--no-show-signature',
    `--format=%(trailers:key=${key},valueonly,unfold)`,
    head,
    '--',
    ...folders,
  ]);
  return printed.split('\n').filter((value) => value !== '');
}
