import type { Git } from '../git.ts';
import { feedGit } from '../git-stream.ts';

/** The one folder that is checked out: whatever else the repository holds is not Atoll's. */
const CONFIG_FOLDER = 'regions';

/** Makes the work tree hold a commit's folder `regions/` and nothing else; a file that is the same keeps its time. */
export async function checkOutConfig(git: Git, commit: string): Promise<void> {
  const tree = await findTree(git, commit);
  // A tree of this one folder: the index holds no other path, and HEAD is compared with nothing beside it.
  const input = tree === undefined ? '' : `040000 tree ${tree}\t${CONFIG_FOLDER}\n`;
  const root = (await feedGit(git, ['mktree'], { input })).trim();
  // What `git reset --hard` does, for a tree that is no commit's.
  await git.run(['read-tree', '--reset', '-u', root]);
}

/** Takes away what no commit brought: a crash may have left half a file. */
export async function cleanConfig(git: Git): Promise<void> {
  await git.run(['clean', '-ffdxq', '--', CONFIG_FOLDER]);
}

/** A link or a file of this name is no folder. */
async function findTree(git: Git, commit: string): Promise<string | undefined> {
  const printed = await git.run(['ls-tree', '-d', '--full-tree', commit, CONFIG_FOLDER]);
  return /^040000 tree ([0-9a-f]+)\t/.exec(printed)?.[1];
}
