import { lstatSync, mkdirSync, renameSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAncestors } from './deploy-path.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import { toFileFailure } from './git-failure.ts';
import type { GitPlace } from './git-environment.ts';

/** Where a file grows before it takes its place; a leftover of a crash is overwritten and never seen by Git. */
const GROWING_FILE = 'atoll-file';
const SYMLINK_MODE = '120000';
const EXECUTABLE_MODE = '100755';

/**
 * Writes and removes single files below one folder.
 * Synchronous on purpose: 150,000 small files take half the time of the asynchronous calls, and the streams around it yield.
 */
export interface WorkTree {
  /** Puts a file in place at once, never half of it. */
  write(path: string, mode: string, content: Buffer): void;
  /** Removes a file, and the folders that it leaves empty. */
  remove(path: string): void;
  /** Says whether a folder stands there, and all the way to it is made of folders. */
  isFolder(path: string): boolean;
}

/** Gives the writer for one work tree. It follows no symbolic link, so nothing outside is ever touched. */
export function openWorkTree(place: GitPlace): WorkTree {
  const realFolders = new Set<string>();
  const growing = join(place.gitDir, GROWING_FILE);
  // A leftover would lend its mode, or be a link that is written through.
  guard(place, `remove ${growing}`, () => removeFile(growing));
  const isFolder = (path: string) =>
    [...listAncestors(path), path].every((folder) => toKind(join(place.path, folder)) === 'folder');
  return {
    isFolder,
    write(path, mode, content) {
      guard(place, `write ${path}`, () => {
        makeFolders(place.path, listAncestors(path), realFolders);
        growFile(growing, mode, content);
        putInPlace(growing, join(place.path, path));
      });
    },
    remove(path) {
      guard(place, `remove ${path}`, () => {
        const folders = listAncestors(path);
        if (folders.every((folder) => toKind(join(place.path, folder)) === 'folder')) {
          removeFile(join(place.path, path));
          removeEmpty(place.path, folders, realFolders);
        }
      });
    },
  };
}

/**
 * Passes folders to which the way from the root is made of real folders, as far as it exists.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_WORK_TREE` names the link or file in the way
 */
export function assertRealWay(place: GitPlace, folders: readonly string[]): void {
  for (const ancestor of new Set(folders.flatMap(listAncestors))) {
    assertFolder(place.path, ancestor, toKind(join(place.path, ancestor)));
  }
}

function makeFolders(root: string, folders: readonly string[], real: Set<string>): void {
  for (const folder of folders) {
    if (!real.has(folder)) {
      const kind = toKind(join(root, folder));
      assertFolder(root, folder, kind);
      if (kind === 'absent') {
        mkdirSync(join(root, folder));
      }
      real.add(folder);
    }
  }
}

function assertFolder(root: string, folder: string, kind: 'folder' | 'absent' | 'other'): void {
  if (kind === 'other') {
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_WORK_TREE',
      `${join(root, folder)} is a file or a symbolic link where the deploy repository needs a folder: move it away and run again`,
    );
  }
}

function growFile(growing: string, mode: string, content: Buffer): void {
  if (mode === SYMLINK_MODE) {
    symlinkSync(content, growing);
  } else {
    writeFileSync(growing, content, { mode: mode === EXECUTABLE_MODE ? 0o777 : 0o666 });
  }
}

function putInPlace(growing: string, target: string): void {
  try {
    renameSync(growing, target);
  } catch (error) {
    if (toKind(target) !== 'folder') {
      throw error;
    }
    // Git does not see empty folders, so one made by hand may stand here; a full one is refused by rmdir.
    rmdirSync(target);
    renameSync(growing, target);
  }
}

function removeFile(path: string): void {
  if (toKind(path) === 'other') {
    unlinkSync(path);
  }
}

function removeEmpty(root: string, folders: readonly string[], real: Set<string>): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      return;
    }
    real.delete(folder);
  }
}

function toKind(path: string): 'folder' | 'absent' | 'other' {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    return 'absent';
  }
  return found.isDirectory() ? 'folder' : 'other';
}

function guard(place: GitPlace, action: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw cause instanceof DeployRepoError ? cause : toFileFailure(place.path, action, cause);
  }
}
