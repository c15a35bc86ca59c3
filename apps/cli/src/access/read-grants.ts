import { readConfigRepo, statConfigRepo } from '@atoll/config-repo';
import { compareProblems, type Problem } from '@atoll/core';
import { type ConfigParser, createConfigParser, type Parsed } from '@atoll/region-config';
import { clouds } from '@atoll/synth';
import { requireRegion } from '../load-region.ts';
import type { ParsedGrant } from './grant-entry.ts';

/** Path of a grant, and the name of its region. */
const GRANT = /^regions\/([^/]+)\/access\/[^/]+\.yaml$/;

/** The grants of some regions. */
export interface ReadGrants {
  /** By region and name. */
  readonly grants: readonly ParsedGrant[];
  /** What is wrong with the files of grants; the others are read all the same. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the grants of regions, or of all.
 *
 * @throws UnknownRegionError ERR_REGION_UNKNOWN for a region that there is not
 */
export async function readGrants(root: string, regions: readonly string[]): Promise<ReadGrants> {
  for (const region of regions) requireRegion(root, region);
  const only = regions.length > 0 ? regions : listRegionsWithGrants(root);
  const read = await readConfigRepo(root, { only });
  const problems = read.problems.filter(({ file }) => /^regions\/[^/]+\/access(\/|$)/.test(file));
  const parser = createGrantParser();
  const grants: ParsedGrant[] = [];
  for (const { path, text } of read.files.filter((file) => GRANT.test(file.path))) {
    const parsed = parser(path, text);
    if ('value' in parsed) grants.push(parsed.value);
    else problems.push(...parsed.problems);
  }
  return { grants, problems: problems.sort(compareProblems) };
}

/** Makes a function that parses the file of a grant. */
export function createGrantParser(): (path: string, text: string) => Parsed<ParsedGrant> {
  const parser: ConfigParser = createConfigParser(clouds.map(({ schemas }) => schemas));
  return (path, text) => {
    const parsed = parser.parseAccessGrant(path, text);
    if ('problems' in parsed) return parsed;
    const region = GRANT.exec(path)?.[1] ?? '';
    return { value: { region, file: path, text, config: parsed.value.config, blocks: parsed.value.blocks } };
  };
}

/** A fleet has thousands of regions, and few of them grants. */
function listRegionsWithGrants(root: string): readonly string[] {
  const listing = statConfigRepo(root);
  const files = [...listing.files.map(({ path }) => path), ...listing.problems.map(({ file }) => file)];
  return [...new Set(files.flatMap((path) => /^regions\/([^/]+)\/access(\/|$)/.exec(path)?.[1] ?? []))];
}
