import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, compareProblems, compareText, type Problem } from '@atoll/core';
import type { ConfigFileStamp, ConfigListing } from './config-files.ts';
import { toFileProblem } from './file-problem.ts';

/** Most region folders that are read; a repository with more is a mistake, such as a wrong working directory. */
const MOST_REGIONS = 20_000;

/** Largest file that is read, in bytes: the largest sensible region.yaml has a few kilobytes. */
export const MOST_BYTES = 1024 * 1024;

/** Names of regions, as in the schema of kind Region. */
const REGION_NAME = /^[a-z][a-z0-9-]{1,24}[a-z0-9]$/;

/** Folder that holds what spans regions. */
const FLEET = 'fleet';

/** Files that a region's folder may have; the first has to be there. */
const REGION_FILES = ['region.yaml', 'observed.yaml'] as const;

/** File that the fleet's folder has to have. */
const FLEET_FILES = ['organization.yaml'] as const;

/**
 * Lists the files of a config repository with size and time, without reading them: one look at each folder and file.
 *
 * @throws AppError `ERR_CONFIG_REPO_MISSING` without a folder `regions/`, `ERR_CONFIG_REPO_SIZE` with more than 20,000 in it
 */
export function statConfigRepo(root: string): ConfigListing {
  const regions: string[] = [];
  const files: ConfigFileStamp[] = [];
  const problems: Problem[] = [];
  for (const entry of listRegionsFolder(root)) {
    const path = `regions/${entry.name}`;
    if (entry.isFile()) continue;
    const problem = checkFolder(entry, path);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    if (entry.name !== FLEET) regions.push(entry.name);
    statFolder(root, path, { files, problems });
  }
  if (
    !files.some((file) => file.path.startsWith(`regions/${FLEET}/`)) &&
    !hasProblemAt(problems, `regions/${FLEET}`)
  ) {
    problems.push(toMissing(`regions/${FLEET}/organization.yaml`));
  }
  return { regions, files, problems: problems.sort(compareProblems) };
}

function listRegionsFolder(root: string): readonly Dirent[] {
  const folder = join(root, 'regions');
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const message = `${folder} cannot be read (${(cause as NodeJS.ErrnoException).code}): run the command in a config repository, which has a folder regions/.`;
    throw new AppError('ERR_CONFIG_REPO_MISSING', message, { cause });
  }
  if (entries.length > MOST_REGIONS) {
    const message = `${folder} holds ${entries.length} entries, at most ${MOST_REGIONS} are read: is this a config repository?`;
    throw new AppError('ERR_CONFIG_REPO_SIZE', message);
  }
  return entries.sort((a, b) => compareText(a.name, b.name));
}

function checkFolder(entry: Dirent, path: string): Problem | undefined {
  if (!entry.isDirectory()) {
    return toFileProblem(
      path,
      'ERR_CONFIG_FILE_TYPE',
      'is no folder; a region is a folder with region.yaml, and links are not followed',
    );
  }
  if (entry.name === FLEET || REGION_NAME.test(entry.name)) return undefined;
  const rule =
    'is no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; rename the folder';
  return toFileProblem(path, 'ERR_CONFIG_FOLDER_NAME', rule);
}

interface Found {
  readonly files: ConfigFileStamp[];
  readonly problems: Problem[];
}

function statFolder(root: string, folder: string, found: Found): void {
  const isFleet = folder === `regions/${FLEET}`;
  const wanted: readonly string[] = isFleet ? FLEET_FILES : REGION_FILES;
  const names = readdirSync(join(root, folder));
  for (const name of wanted) {
    const path = `${folder}/${name}`;
    if (names.includes(name)) statFile(root, path, found);
    else if (name === wanted[0]) found.problems.push(toMissing(path, names.find(isNearName)));
  }
}

/** `region.yml`, `Region.yaml`, `regoin.yaml`: what a person would have meant by region.yaml or organization.yaml. */
function isNearName(name: string): boolean {
  return /^(re\w{3,6}|org\w+)\.ya?ml$/i.test(name);
}

function statFile(root: string, path: string, { files, problems }: Found): void {
  const stat = lstatSync(join(root, path));
  if (!stat.isFile()) {
    const type = stat.isSymbolicLink()
      ? 'a symbolic link, which may lead out of the repository'
      : stat.isDirectory()
        ? 'a folder'
        : 'no regular file';
    problems.push(toFileProblem(path, 'ERR_CONFIG_FILE_TYPE', `is ${type}; put a plain file in its place`));
  } else if (stat.size > MOST_BYTES) {
    problems.push(
      toFileProblem(
        path,
        'ERR_CONFIG_FILE_SIZE',
        `has ${stat.size} bytes, at most ${MOST_BYTES} are read; it was not opened`,
      ),
    );
  } else {
    files.push({ path, size: stat.size, mtimeMs: stat.mtimeMs, ino: stat.ino });
  }
}

function toMissing(path: string, near?: string): Problem {
  const remedy = near === undefined ? 'add it, or remove the folder' : `there is ${near}; rename it`;
  return toFileProblem(path, 'ERR_CONFIG_MISSING_FILE', `is missing; ${remedy}`);
}

function hasProblemAt(problems: readonly Problem[], path: string): boolean {
  return problems.some((problem) => problem.file.startsWith(path));
}
