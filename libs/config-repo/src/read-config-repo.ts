import { compareProblems, type Problem } from '@atoll/core';
import type { ConfigFile, ConfigListing, ConfigTexts } from './config-files.ts';
import { toFileProblem, toPrintable } from './file-problem.ts';
import { createReadBuffer, readText } from './read-text.ts';
import { statConfigRepo } from './stat-config-repo.ts';
import { FLEET } from './stat-folder.ts';

/** Which files are read. */
export interface ReadOptions {
  /** Regions whose files are read; the fleet's are read always. Absent: all. */
  readonly only?: readonly string[];
  /** What stands in the repository, from whoever has looked already; looked at now if absent. */
  readonly listing?: ConfigListing;
}

/**
 * Reads the texts of a config repository; what cannot be read is a problem, and the others are read all the same.
 *
 * @param root folder that holds `regions/`
 * @throws AppError `ERR_CONFIG_REPO_MISSING` without a folder `regions/`, `ERR_CONFIG_REPO_SIZE` with more than 20,000 in it
 */
export async function readConfigRepo(
  root: string,
  { only, listing = statConfigRepo(root) }: ReadOptions = {},
): Promise<ConfigTexts> {
  const wanted = only === undefined ? undefined : new Set([...only, FLEET]);
  const isWanted = (path: string) => wanted === undefined || wanted.has(path.split('/')[1] ?? '');
  const buffer = createReadBuffer();
  const files: ConfigFile[] = [];
  const problems: Problem[] = listing.problems.filter((problem) => isWanted(problem.file));
  for (const { path } of listing.files.filter((file) => isWanted(file.path))) {
    const read = readText(root, path, buffer);
    if (typeof read === 'string') files.push({ path, text: read });
    else problems.push(read);
  }
  problems.push(...listUnknown(only ?? [], listing));
  return { regions: listing.regions, files, problems: problems.sort(compareProblems) };
}

/** A name that selects nothing is never passed over. */
function listUnknown(only: readonly string[], { regions, problems }: ConfigListing): readonly Problem[] {
  const known = new Set([...regions, FLEET, ...problems.map(({ file }) => file.split('/')[1])]);
  return only.filter((name) => !known.has(name)).map(toUnknown);
}

function toUnknown(name: string): Problem {
  const file = `regions/${toPrintable(name)}/region.yaml`;
  return toFileProblem(
    file,
    'ERR_CONFIG_MISSING_FILE',
    'was asked for and is missing; see the folders of regions/',
  );
}
