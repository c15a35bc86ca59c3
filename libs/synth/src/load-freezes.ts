import { compareProblems, type Problem } from '@atoll/core';
import {
  type ConfigParser,
  type FreezeConfig,
  nearestName,
  type Parsed,
  type ParsedConfig,
} from '@atoll/region-config';
import type { ConfigText } from './load-organization.ts';

/** A span of time in which nothing is published for some regions. */
export interface Freeze {
  readonly name: string;
  /** File that says it, relative to the config repository. */
  readonly file: string;
  /** First instant, ISO 8601 in UTC with seconds. */
  readonly from: string;
  /** First instant after it, in the same form. */
  readonly until: string;
  readonly reason: string;
  /** Undefined: all of the fleet. */
  readonly regions: readonly string[] | undefined;
}

/** Reads the files of freezes; `regions` are the names that a freeze may hold. */
export function loadFreezes(
  parser: ConfigParser,
  files: readonly ConfigText[],
  regions: readonly string[],
): Parsed<readonly Freeze[]> {
  const known = new Set(regions);
  const problems: Problem[] = [];
  const freezes: Freeze[] = [];
  for (const file of files) {
    const parsed = parser.parseFreeze(file.path, file.text);
    if ('problems' in parsed) {
      problems.push(...parsed.problems);
      continue;
    }
    problems.push(...listUnknown(file.path, parsed.value, known));
    freezes.push(toFreeze(file.path, parsed.value.config));
  }
  return problems.length > 0 ? { problems: problems.sort(compareProblems) } : { value: freezes };
}

/** Gives the freeze that is in force for a region at an instant, the one that lasts longest; undefined: none is. */
export function findFreeze(freezes: readonly Freeze[], region: string, at: Date): Freeze | undefined {
  const now = at.getTime();
  return freezes
    .filter(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until))
    .filter(({ regions }) => regions === undefined || regions.includes(region))
    .reduce<Freeze | undefined>(
      (longest, freeze) => (longest === undefined || longest.until < freeze.until ? freeze : longest),
      undefined,
    );
}

function toFreeze(file: string, { metadata, spec }: FreezeConfig): Freeze {
  return { ...spec, name: metadata.name, file, regions: spec.regions };
}

/** A freeze of a region that does not exist would freeze nothing, without a word. */
function listUnknown(
  file: string,
  { config, locate }: ParsedConfig<FreezeConfig>,
  known: ReadonlySet<string>,
): readonly Problem[] {
  return (config.spec.regions ?? []).flatMap((name, index) => {
    if (known.has(name)) return [];
    const path = `spec.regions[${index}]`;
    const near = nearestName(name, [...known]);
    const remedy = near === undefined ? 'remove it, or correct it' : `did you mean "${near}"?`;
    const message = `the fleet has no region "${name}"; ${remedy}`;
    return [{ file, ...locate(path), path, code: 'ERR_CONFIG_FREEZE_REGION', message }];
  });
}
