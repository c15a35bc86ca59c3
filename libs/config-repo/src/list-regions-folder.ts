import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, compareText } from '@atoll/core';
import { codeOf } from './file-problem.ts';

/** Most entries of `regions/` that are read; a repository with more is a mistake, such as a wrong working directory. */
const MOST_REGIONS = 20_000;

/** Raised when the config repository as a whole cannot be read. */
export class ConfigRepoError extends AppError {}

/**
 * Gives the entries of `regions/`, by name.
 *
 * @param most entries that are read
 * @throws ConfigRepoError `ERR_CONFIG_REPO_MISSING` without a folder `regions/`, `ERR_CONFIG_REPO_SIZE` with more entries in it
 */
export function listRegionsFolder(root: string, most: number = MOST_REGIONS): readonly Dirent[] {
  const folder = join(root, 'regions');
  const entries = readFolder(folder);
  if (entries.length > most) {
    const message = `${folder} holds ${entries.length} entries, at most ${most} are read: is this a config repository?`;
    throw new ConfigRepoError('ERR_CONFIG_REPO_SIZE', message);
  }
  return entries.sort((a, b) => compareText(a.name, b.name));
}

function readFolder(folder: string): Dirent[] {
  try {
    if (lstatSync(folder).isSymbolicLink()) {
      const message = `${folder} is a symbolic link, which may lead out of the repository: put a folder in its place.`;
      throw new ConfigRepoError('ERR_CONFIG_REPO_MISSING', message);
    }
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (cause instanceof ConfigRepoError) throw cause;
    const message = `${folder} cannot be read (${codeOf(cause)}): run the command in a config repository, which has a folder regions/.`;
    throw new ConfigRepoError('ERR_CONFIG_REPO_MISSING', message, { cause });
  }
}
