import type { Git } from '../git.ts';
import { toGitFailure } from '../git-failure.ts';
import { streamRecords, tryGit } from '../git-stream.ts';
import { readTrailers } from '../remote/read-trailers.ts';
import type { TrailedCommit } from './config-clone.ts';

/** Gives the commits with this trailer on the first-parent line of `head`, latest first. @throws DeployRepoError */
export async function listWithTrailer(
  git: Git,
  head: string,
  { key, value }: { readonly key: string; readonly value: string },
): Promise<readonly TrailedCommit[]> {
  // Any line of a message is found so; which of them are trailers is read from those few commits.
  const line = `${key}: ${value}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = ['rev-list', '--first-parent', '--extended-regexp', `--grep=^${line}$`, head];
  const { exit, printed, words } = await tryGit(git, args);
  if (exit !== 0) throw toGitFailure(git.path, 'rev-list', words || `exit ${exit}`);
  const commits = printed.split('\n').filter((commit) => commit !== '');
  const trailers = await readTrailers(git, commits);
  const found: TrailedCommit[] = [];
  for (const commit of commits) {
    const own = trailers.get(commit) ?? {};
    if (own[key] === value) found.push({ commit, trailers: own, paths: await listPaths(git, commit) });
  }
  return found;
}

async function listPaths(git: Git, commit: string): Promise<readonly string[]> {
  const options = [
    '-r',
    '-z',
    '--root',
    '--no-commit-id',
    '--no-renames',
    '--name-only',
    '--diff-merges=first-parent',
  ];
  const paths: string[] = [];
  for await (const records of streamRecords(git, ['diff-tree', ...options, commit])) paths.push(...records);
  return paths;
}
