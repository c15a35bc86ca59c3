import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareTrees } from './compare-trees.ts';
import { toFileFailure } from './git-failure.ts';
import type { Git } from './git.ts';
import type { EditSearch } from './hand-edits.ts';

/** Says whether folders hold a file on disk that the commit does not have; a quick look, which knows no ignored files. */
export async function hasExtraFiles(
  git: Git,
  { head, objects }: Omit<EditSearch, 'folders'>,
  folders: readonly string[],
): Promise<boolean> {
  const pairs = folders.map((path) => ({ path, from: undefined, to: `${head}:${path}` }));
  const files = head === undefined ? [] : await compareTrees(objects, pairs);
  // A file where a folder is expected: Git tells all about it.
  if (files === undefined) {
    return true;
  }
  const committed = new Set(files.map(({ path }) => path));
  return folders.some((folder) => listFiles(git, folder).some((path) => !committed.has(path)));
}

/** Follows no link: one that stands where a folder should is listed as itself, so that it counts as extra. */
function listFiles(git: Git, folder: string): string[] {
  const place = join(git.path, folder);
  try {
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) {
      return found === undefined ? [] : [folder];
    }
    return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(git, path) : [path];
    });
  } catch (cause) {
    throw toFileFailure(git.path, `list ${folder}`, cause);
  }
}
