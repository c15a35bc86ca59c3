import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import type { ConfigFileStamp } from './config-files.ts';
import { codeOf, toFileProblem, toFolderProblem, toPrintable } from './file-problem.ts';
import { nearFileName } from './near-file-name.ts';

/** Largest file that is read, in bytes: the largest sensible region.yaml has a few kilobytes. */
export const MOST_BYTES = 128 * 1024;

/** Folder that holds what spans regions. */
export const FLEET = 'fleet';

/** Files that a region's folder may have; the first has to be there. */
const REGION_FILES: readonly string[] = ['region.yaml', 'observed.yaml'];

/** File that the fleet's folder has to have. */
const FLEET_FILES: readonly string[] = ['organization.yaml'];

/** What one folder holds. */
export interface FolderFinding {
  readonly files: readonly ConfigFileStamp[];
  readonly problems: readonly Problem[];
}

/** Looks at the folder of a region, or of the fleet: at the files that are read and at names that are near theirs. */
export function statFolder(root: string, name: string): FolderFinding {
  const folder = `regions/${name}`;
  const wanted = name === FLEET ? FLEET_FILES : REGION_FILES;
  let names: readonly string[];
  try {
    names = readdirSync(join(root, folder));
  } catch (error) {
    const rule = `cannot be read (${codeOf(error)}); mend its permissions`;
    return { files: [], problems: [toFolderProblem(folder, 'ERR_CONFIG_FILE_UNREADABLE', rule)] };
  }
  const stats = wanted
    .filter((file) => names.includes(file))
    .map((file) => statFile(root, `${folder}/${file}`));
  const near = findNear(names, wanted).map(({ found, file }) => toNear(folder, found, file));
  // A near name says more than that the file is missing, and its remedy is the same.
  const isMissing = near.length === 0 && !names.includes(wanted[0] ?? '');
  return {
    files: stats.filter((stat) => 'ino' in stat),
    problems: [
      ...stats.filter((stat) => 'message' in stat),
      ...near,
      ...(isMissing ? [toMissing(folder, wanted[0] ?? '')] : []),
    ],
  };
}

function statFile(root: string, path: string): ConfigFileStamp | Problem {
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

function findNear(
  names: readonly string[],
  wanted: readonly string[],
): readonly { readonly found: string; readonly file: string }[] {
  return names.flatMap((found) => {
    const file = wanted.includes(found) ? undefined : nearFileName(found, wanted);
    return file === undefined ? [] : [{ found, file }];
  });
}

function toNear(folder: string, found: string, file: string): Problem {
  const rule = `is not read; rename it to ${file} if that is meant, or give it another name`;
  return toFileProblem(`${folder}/${toPrintable(found)}`, 'ERR_CONFIG_FILE_NAME', rule);
}

function toMissing(folder: string, file: string): Problem {
  return toFileProblem(
    `${folder}/${file}`,
    'ERR_CONFIG_MISSING_FILE',
    'is missing; add it, or remove the folder',
  );
}
