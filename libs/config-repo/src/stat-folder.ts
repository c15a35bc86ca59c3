import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import { codeOf, toFileProblem, toFolderProblem, toPrintable } from './file-problem.ts';
import { nearFileName } from './near-file-name.ts';
import { type FolderFinding, statFile } from './stat-file.ts';
import { statManyFolder } from './stat-many-folder.ts';

/** Folder that holds what spans regions. */
export const FLEET = 'fleet';

/** What a folder below `regions/` may hold. */
interface FolderLayout {
  /** Files that are read; the first has to be there. */
  readonly files: readonly string[];
  /** Folders of many files of one kind. */
  readonly folders: readonly string[];
  /** Folders that are read in the other layout, and would be passed over here. */
  readonly foreign: readonly string[];
}

const REGION_LAYOUT: FolderLayout = {
  files: ['region.yaml', 'observed.yaml'],
  folders: ['access'],
  foreign: ['freezes'],
};

const FLEET_LAYOUT: FolderLayout = {
  files: ['organization.yaml'],
  folders: ['freezes'],
  foreign: ['access'],
};

/** Looks at the folder of a region, or of the fleet: at the files that are read and at names that are near theirs. */
export function statFolder(root: string, name: string): FolderFinding {
  const folder = `regions/${name}`;
  const layout = name === FLEET ? FLEET_LAYOUT : REGION_LAYOUT;
  let names: readonly string[];
  try {
    names = readdirSync(join(root, folder));
  } catch (error) {
    const rule = `cannot be read (${codeOf(error)}); mend its permissions`;
    return { files: [], problems: [toFolderProblem(folder, 'ERR_CONFIG_FILE_UNREADABLE', rule)] };
  }
  const found = [
    statOwnFiles(root, folder, { names, layout }),
    ...statFolders(root, folder, { names, layout }),
  ];
  return {
    files: found.flatMap(({ files }) => files),
    problems: found.flatMap(({ problems }) => problems),
  };
}

interface Listed {
  readonly names: readonly string[];
  readonly layout: FolderLayout;
}

function statOwnFiles(root: string, folder: string, { names, layout }: Listed): FolderFinding {
  const wanted = layout.files;
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

function statFolders(root: string, folder: string, { names, layout }: Listed): readonly FolderFinding[] {
  const near = findNear(names, layout.folders).map(({ found, file }) => toNear(folder, found, file));
  const foreign = layout.foreign
    .filter((other) => names.includes(other))
    .map((other) => toForeign(folder, other));
  return [
    { files: [], problems: [...near, ...foreign] },
    ...layout.folders
      .filter((inner) => names.includes(inner))
      .map((inner) => statManyFolder(root, `${folder}/${inner}`)),
  ];
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

function toForeign(folder: string, found: string): Problem {
  const place = found === 'access' ? 'regions/<region>/access' : 'regions/fleet/freezes';
  const rule = `is not read here; its place is ${place}`;
  return toFolderProblem(`${folder}/${found}`, 'ERR_CONFIG_FILE_PLACE', rule);
}

function toMissing(folder: string, file: string): Problem {
  return toFileProblem(
    `${folder}/${file}`,
    'ERR_CONFIG_MISSING_FILE',
    'is missing; add it, or remove the folder',
  );
}
