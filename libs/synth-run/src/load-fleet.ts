import { type ConfigFile, readConfigRepo } from '@atoll/config-repo';
import { compareProblems, type Problem } from '@atoll/core';
import type { LoadedOrganization, LoadedRegion, RegionFacts, Synth } from '@atoll/synth';
import { ORGANIZATION_FILE } from './organization-file.ts';

/** What is loaded. */
export interface FleetToLoad {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  readonly names: readonly string[];
  /** Facts of the other regions, against which these are checked. */
  readonly others: readonly RegionFacts[];
}

/** Regions, parsed and checked. */
export interface LoadedFleet {
  /** Undefined when its file is missing or broken; nothing can be rendered then. */
  readonly organization: LoadedOrganization | undefined;
  /** Valid regions, by name. */
  readonly regions: readonly LoadedRegion[];
  /** Regions that cannot be rendered. */
  readonly failed: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads regions and the organization, and checks them against each other and against the others. */
export async function loadFleet({ root, names, others }: FleetToLoad, synth: Synth): Promise<LoadedFleet> {
  const read = await readConfigRepo(root, { only: names });
  const texts = new Map(read.files.map((file) => [file.path, file] as const));
  const problems: Problem[] = [...read.problems];
  const organization = loadOrganization(texts, synth, problems);
  const loaded =
    organization === undefined ? [] : loadRegions({ names, texts, synth, organization, problems });
  const collisions = synth.checkFleet(loaded, withoutLoaded(others, loaded));
  const clashing = new Set(collisions.map((problem) => problem.file));
  const regions = loaded.filter((region) => !clashing.has(region.facts.file));
  const valid = new Set(regions.map((region) => region.facts.name));
  return {
    organization,
    regions,
    failed: names.filter((name) => !valid.has(name)),
    problems: [...problems, ...collisions].sort(compareProblems),
  };
}

function loadOrganization(
  texts: ReadonlyMap<string, ConfigFile>,
  synth: Synth,
  problems: Problem[],
): LoadedOrganization | undefined {
  const file = texts.get(ORGANIZATION_FILE);
  if (file === undefined) {
    // A broken file has a problem of its own already.
    if (!problems.some((problem) => problem.file === ORGANIZATION_FILE))
      problems.push(toMissing(ORGANIZATION_FILE));
    return undefined;
  }
  const loaded = synth.loadOrganization(file);
  if ('problems' in loaded) {
    problems.push(...loaded.problems);
    return undefined;
  }
  return loaded.value;
}

interface RegionLoad {
  readonly names: readonly string[];
  readonly texts: ReadonlyMap<string, ConfigFile>;
  readonly synth: Synth;
  readonly organization: LoadedOrganization;
  readonly problems: Problem[];
}

function loadRegions({ names, texts, synth, organization, problems }: RegionLoad): readonly LoadedRegion[] {
  const broken = new Set(problems.map((problem) => problem.file));
  return names.flatMap((name) => {
    const [file, observedFile] = [`regions/${name}/region.yaml`, `regions/${name}/observed.yaml`];
    const region = texts.get(file);
    // Without a broken observed.yaml a region would render as if nothing had been observed yet.
    if (region === undefined || broken.has(observedFile)) return [];
    const loaded = synth.loadRegion({ name, region, observed: texts.get(observedFile) }, organization);
    if ('value' in loaded) return [loaded.value];
    problems.push(...loaded.problems);
    return [];
  });
}

function withoutLoaded(
  others: readonly RegionFacts[],
  loaded: readonly LoadedRegion[],
): readonly RegionFacts[] {
  const names = new Set(loaded.map((region) => region.facts.name));
  return others.filter((facts) => !names.has(facts.name));
}

function toMissing(file: string): Problem {
  const message = 'the file is missing; it says what all regions share, see regions/README.md';
  return { file, line: 0, column: 0, path: '', code: 'ERR_CONFIG_MISSING_FILE', message };
}
