import { runGit } from './plain-git.ts';

/** A line of `git grep`: `main:<path>:    branch: <name>`. */
const BRANCH = /: +branch: (\S+)$/;

/** Gives the number of rendered GitRepositories that follow one of the moved branches. */
export function countMovedSources(deploy: string, branches: readonly string[]): number {
  const moved = new Set(branches);
  const printed = runGit(deploy, [
    'grep',
    '--extended-regexp',
    '^ +branch: ',
    'main',
    '--',
    '*.gitrepository.*',
  ]);
  return printed.split('\n').filter((line) => moved.has(BRANCH.exec(line)?.[1] ?? '')).length;
}
