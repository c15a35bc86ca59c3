import type { Git } from '../git.ts';

/** Gives the folders at depth two, such as `regions/x`, that differ between two commits, sorted. */
export async function listChangedFolders(git: Git, from: string, to: string): Promise<string[]> {
  if (from === to) {
    return [];
  }
  const [before, after] = await Promise.all([readFolders(git, from), readFolders(git, to)]);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
}

/** Gives the tree of every folder at depth two, by path. */
async function readFolders(git: Git, commit: string): Promise<Map<string, string>> {
  const tops = [...(await readTrees(git, commit, [])).keys()];
  return tops.length === 0 ? new Map() : readTrees(git, commit, ['--', ...tops.map((top) => `${top}/`)]);
}

async function readTrees(git: Git, commit: string, below: readonly string[]): Promise<Map<string, string>> {
  const printed = await git.run(['ls-tree', '-d', '-z', '--full-tree', commit, ...below]);
  const records = printed.split('\0').filter((record) => record !== '');
  // A record is `<mode> tree <id>\t<path>`.
  return new Map(
    records.map((record) => {
      const end = record.indexOf('\t');
      return [record.slice(end + 1), record.slice(0, end)];
    }),
  );
}
