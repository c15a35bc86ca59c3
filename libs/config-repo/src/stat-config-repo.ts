import type { Dirent } from 'node:fs';
import { compareProblems, type Problem } from '@atoll/core';
import type { ConfigFileStamp, ConfigListing } from './config-files.ts';
import { toFileProblem, toFolderProblem, toPrintable } from './file-problem.ts';
import { listRegionsFolder } from './list-regions-folder.ts';
import { FLEET, statFolder } from './stat-folder.ts';

/** Names of regions: the same as in the schema of kind Region, which an adapter does not know. */
const REGION_NAME = /^[a-z][a-z0-9-]{1,24}[a-z0-9]$/;

/** A YAML file beside the folders would be passed over without a word. */
const YAML_FILE = /\.ya?ml$/i;

/**
 * Lists the files of a config repository with size and time, without reading them: one look at each folder and file.
 *
 * @param root folder that holds `regions/`
 * @throws AppError `ERR_CONFIG_REPO_MISSING` without a folder `regions/`, `ERR_CONFIG_REPO_SIZE` with more than 20,000 in it
 */
export function statConfigRepo(root: string): ConfigListing {
  const regions: string[] = [];
  const files: ConfigFileStamp[] = [];
  const problems: Problem[] = [];
  const entries = listRegionsFolder(root);
  const names = new Set(entries.map((entry) => entry.name));
  for (const entry of entries) {
    const problem = checkEntry(entry, names);
    if (problem !== undefined) problems.push(problem);
    if (problem !== undefined || !entry.isDirectory()) continue;
    if (entry.name !== FLEET) regions.push(entry.name);
    const found = statFolder(root, entry.name);
    files.push(...found.files);
    problems.push(...found.problems);
  }
  if (!names.has(FLEET)) problems.push(toMissingFleet());
  return { regions, files, problems: problems.sort(compareProblems) };
}

function checkEntry(entry: Dirent, names: ReadonlySet<string>): Problem | undefined {
  const path = `regions/${toPrintable(entry.name)}`;
  if (entry.isFile()) {
    const rule =
      'stands beside the folders of the regions and is not read; move it to regions/<name>/region.yaml';
    return YAML_FILE.test(entry.name) ? toFileProblem(path, 'ERR_CONFIG_FILE_PLACE', rule) : undefined;
  }
  if (!entry.isDirectory()) {
    const rule = 'is no folder; a region is a folder with region.yaml, and links are not followed';
    return toFileProblem(path, 'ERR_CONFIG_FILE_TYPE', rule);
  }
  if (entry.name === FLEET || REGION_NAME.test(entry.name)) return undefined;
  const lower = entry.name.toLowerCase();
  const rule =
    'has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last';
  const remedy =
    lower !== entry.name && names.has(lower) ? `; it differs from ${lower} only by case` : '; rename it';
  return toFolderProblem(path, 'ERR_CONFIG_FOLDER_NAME', `${rule}${remedy}`);
}

function toMissingFleet(): Problem {
  const rule = 'is missing; add it, since it holds what all regions have in common';
  return toFileProblem(`regions/${FLEET}/organization.yaml`, 'ERR_CONFIG_MISSING_FILE', rule);
}
