import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toFileFailure } from './git-failure.ts';
import type { Git } from './git.ts';

/** Says whether the folders hold a file on disk that the commit does not have; a quick look, which knows no ignored files. */
export async function hasExtraFiles(
  git: Git,
  head: string | undefined,
  folders: readonly string[],
): Promise<boolean> {
  const printed =
    head === undefined
      ? ''
      : await git.run(['ls-tree', '-r', '-z', '--name-only', '--full-tree', head, '--', ...folders]);
  const committed = new Set(printed.split('\0'));
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
