import type { Git } from '../git.ts';
import { feedGit } from '../git-stream.ts';
import { readRefs, toBranchRef } from '../refs.ts';
import type { RunStart } from '../run-start.ts';

/** Gives the branches that do not exist, or that show their folders otherwise than the target does. */
export async function listBehind(
  { git }: Pick<RunStart, 'git'>,
  target: string,
  followers: ReadonlyMap<string, readonly string[]> | undefined,
): Promise<string[]> {
  if (followers === undefined || followers.size === 0) {
    return [];
  }
  const standing = await readRefs(git, ['refs/heads']);
  const asked = [...followers].flatMap(([branch, folders]) => {
    const commit = standing.get(toBranchRef(branch));
    return commit === undefined || commit === target
      ? []
      : folders.map((folder) => ({ branch, commit, folder }));
  });
  const ids = await readIds(
    git,
    asked.flatMap(({ commit, folder }) => [`${commit}:${folder}`, `${target}:${folder}`]),
  );
  const differing = asked.filter((_, at) => ids[2 * at] !== ids[2 * at + 1]).map(({ branch }) => branch);
  const absent = [...followers.keys()].filter((branch) => !standing.has(toBranchRef(branch)));
  return [...new Set([...absent, ...differing])];
}

/** Gives the id of each name's tree, empty where there is none. */
async function readIds(git: Git, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) {
    return [];
  }
  const input = names.map((name) => `${name}\n`).join('');
  const printed = await feedGit(git, ['cat-file', '--batch-check=%(objectname)'], { input });
  return printed.split('\n').map((line) => (line.endsWith(' missing') ? '' : line));
}
