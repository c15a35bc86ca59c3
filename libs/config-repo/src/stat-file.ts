import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import type { ConfigFileStamp } from './config-files.ts';
import { codeOf, toFileProblem } from './file-problem.ts';

/** Largest file that is read, in bytes: the largest sensible region.yaml has a few kilobytes. */
export const MOST_BYTES = 128 * 1024;

/** What one folder holds. */
export interface FolderFinding {
  readonly files: readonly ConfigFileStamp[];
  readonly problems: readonly Problem[];
}

/** Looks at a file without opening it; gives its stamp, or what is wrong with it. */
export function statFile(root: string, path: string): ConfigFileStamp | Problem {
  let stat: Stats;
  try {
    stat = lstatSync(join(root, path));
  } catch (error) {
    return toFileProblem(path, 'ERR_CONFIG_FILE_UNREADABLE', `cannot be looked at (${codeOf(error)})`);
  }
  if (!stat.isFile()) {
    return toFileProblem(
      path,
      'ERR_CONFIG_FILE_TYPE',
      `is ${describeType(stat)}; put a plain file in its place`,
    );
  }
  if (stat.size > MOST_BYTES) {
    const rule = `has ${stat.size} bytes, at most ${MOST_BYTES} are read; it was not opened`;
    return toFileProblem(path, 'ERR_CONFIG_FILE_SIZE', rule);
  }
  return { path, size: stat.size, mtimeMs: stat.mtimeMs, ino: stat.ino };
}

function describeType(stat: Stats): string {
  if (stat.isSymbolicLink()) return 'a symbolic link, which may lead out of the repository';
  if (stat.isDirectory()) return 'a folder';
  return stat.isFIFO() ? 'a pipe' : stat.isSocket() ? 'a socket' : 'a device';
}
