import { type ConfigFile, type ConfigListing, type ConfigTexts, readConfigRepo } from '@atoll/config-repo';
import { compareProblems, type Problem } from '@atoll/core';
import type { AccessTexts, Freeze, LoadedOrganization, LoadedRegion, RegionFacts, Synth } from '@atoll/synth';
import { ORGANIZATION_FILE } from './organization-file.ts';

/** Folder of the freezes. */
const FREEZES = 'regions/fleet/freezes/';

/** A file in the folder of a region's grants, or the folder itself with a slash behind it. */
const GRANT = /^regions\/([^/]+)\/access\//;

/** What is loaded. */
export interface FleetToLoad {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  readonly names: readonly string[];
  /** What stands in there, from whoever has looked already; looked at now if absent. */
  readonly listing?: ConfigListing;
  /** Facts of the other regions, against which these are checked. */
  readonly others: readonly RegionFacts[];
  /** Instant at which grants of access are looked at. */
  readonly at: Date;
  /** The grants that stand published, by region: one that ends late or lost its file is known from here alone. */
  readonly published?: PublishedGrants;
}

/** The grants of regions as they were published, by region: as they were rendered, or as files of another revision. */
export type PublishedGrants = ReadonlyMap<string, Pick<AccessTexts, 'published' | 'publishedFiles'>>;

/** Regions, parsed and checked. */
export interface LoadedFleet {
  /** Undefined when its file is missing or broken; nothing can be rendered then. */
  readonly organization: LoadedOrganization | undefined;
  /** Undefined when a file of them is broken, so that nobody can tell what is frozen. */
  readonly freezes: readonly Freeze[] | undefined;
  /** Valid regions, by name. */
  readonly regions: readonly LoadedRegion[];
  /** Regions that cannot be rendered. */
  readonly failed: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads regions and the organization, and checks them against each other and against the others. */
export async function loadFleet(fleet: FleetToLoad, synth: Synth): Promise<LoadedFleet> {
  const { root, names, others, at, published, listing } = fleet;
  const read = await readConfigRepo(root, { only: names, ...(listing === undefined ? {} : { listing }) });
  const texts = new Map(read.files.map((file) => [file.path, file] as const));
  const problems: Problem[] = [...read.problems];
  const organization = loadOrganization(texts, synth, problems);
  const freezes = loadFreezes(read, synth, problems);
  const loaded =
    organization === undefined
      ? []
      : loadRegions({ names, texts, synth, organization, problems, at, freezes, published });
  const collisions = synth.checkFleet(loaded, withoutLoaded(others, loaded));
  const clashing = new Set(collisions.map((problem) => problem.file));
  const regions = loaded.filter((region) => !clashing.has(region.facts.file));
  const valid = new Set(regions.map((region) => region.facts.name));
  return {
    organization,
    freezes,
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

/** Nobody may publish what a broken freeze was meant to hold, so that is told from "no freeze". */
function loadFreezes(
  { files, regions, problems: found }: ConfigTexts,
  synth: Synth,
  problems: Problem[],
): readonly Freeze[] | undefined {
  const loaded = synth.loadFreezes(
    files.filter(({ path }) => path.startsWith(FREEZES)),
    regions,
  );
  if ('problems' in loaded) problems.push(...loaded.problems);
  const isBroken = found.some(({ file }) => `${file}/`.startsWith(FREEZES));
  return 'problems' in loaded || isBroken ? undefined : loaded.value;
}

interface RegionLoad {
  readonly names: readonly string[];
  readonly texts: ReadonlyMap<string, ConfigFile>;
  readonly synth: Synth;
  readonly organization: LoadedOrganization;
  readonly problems: Problem[];
  readonly at: Date;
  readonly freezes: readonly Freeze[] | undefined;
  readonly published: PublishedGrants | undefined;
}

function loadRegions({
  names,
  texts,
  synth,
  organization,
  problems,
  at,
  freezes,
  published,
}: RegionLoad): readonly LoadedRegion[] {
  const broken = new Set(problems.map((problem) => problem.file));
  const grants = groupGrants(texts);
  const unreadable = new Set([...broken].flatMap(regionOfGrant));
  return names.flatMap((name) => {
    const [file, observedFile] = [`regions/${name}/region.yaml`, `regions/${name}/observed.yaml`];
    const region = texts.get(file);
    // Without a broken observed.yaml a region would render as if nothing had been observed yet.
    if (region === undefined || broken.has(observedFile)) return [];
    // And without a broken grant it would take back what somebody is working with.
    if (unreadable.has(name)) return [];
    const access = toAccess(at, grants.get(name), published?.get(name));
    const observed = texts.get(observedFile);
    const loaded = synth.loadRegion(
      { name, region, observed, access, freezes: freezes && { freezes, at } },
      organization,
    );
    // Its agent would heal in a span in which nothing may change.
    if ('value' in loaded && freezes === undefined && loaded.value.hasAgent) return [];
    if ('value' in loaded) return [loaded.value];
    problems.push(...loaded.problems);
    return [];
  });
}

/** A grant that stands published counts, also where no file is left. */
function toAccess(
  at: Date,
  files: readonly ConfigFile[] | undefined,
  standing: Pick<AccessTexts, 'published' | 'publishedFiles'> | undefined,
): AccessTexts | undefined {
  return files === undefined && standing === undefined ? undefined : { files: files ?? [], at, ...standing };
}

function groupGrants(texts: ReadonlyMap<string, ConfigFile>): ReadonlyMap<string, readonly ConfigFile[]> {
  const files = [...texts.values()].filter(({ path }) => GRANT.test(path));
  return Map.groupBy(files, ({ path }) => path.split('/')[1] ?? '');
}

function regionOfGrant(file: string): readonly string[] {
  const region = GRANT.exec(`${file}/`)?.[1];
  return region === undefined ? [] : [region];
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
