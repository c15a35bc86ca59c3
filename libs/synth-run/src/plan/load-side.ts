import type { Problem } from '@atoll/core';
import type { BrokenRegion } from '@atoll/plan';
import type { RegionFacts, Synth } from '@atoll/synth';
import { type LoadedFleet, loadFleet, type PublishedGrants } from '../load-fleet.ts';
import { isNothing, type SideTexts } from './side-texts.ts';

/** One side, parsed and checked as far as it may differ. */
export interface LoadedSide {
  readonly texts: SideTexts;
  readonly fleet: LoadedFleet;
  /** Regions that cannot be rendered, with what is wrong with each. */
  readonly broken: readonly BrokenRegion[];
  /** Problems of no single region. */
  readonly problems: readonly Problem[];
}

/** What loading a side takes. */
export interface SideToLoad {
  readonly names: readonly string[];
  /** Facts of regions that are not loaded, against which these are checked. */
  readonly others: readonly RegionFacts[];
  readonly at: Date;
  readonly synth: Synth;
  /** The grants of the side that stands, for the one that takes its place. */
  readonly published?: PublishedGrants;
}

/** Parses and checks regions of one side as a synth would. */
export async function loadSide(
  texts: SideTexts,
  { names, others, at, synth, published }: SideToLoad,
): Promise<LoadedSide> {
  const fleet = await loadFleet(
    { root: texts.root, names, others, at, ...(published === undefined ? {} : { published }) },
    synth,
  );
  const isNamed = new Set(names);
  // Files of a region that is the same on both sides are not this plan's business.
  const problems = [...texts.problems, ...fleet.problems].filter(({ file }) => {
    const name = regionOf(file);
    return name === undefined || isNamed.has(name) || !texts.names.includes(name);
  });
  // Before the first commit there is no organization either, and nobody misses it.
  if (isNothing(texts)) return { texts, fleet, broken: [], problems: [] };
  const failed = new Set(fleet.failed);
  const broken = fleet.organization === undefined ? [] : [...failed].map((name) => toBroken(name, problems));
  const isTold = (file: string) => broken.some(({ name }) => regionOf(file) === name);
  return { texts, fleet, broken, problems: problems.filter(({ file }) => !isTold(file)) };
}

function toBroken(name: string, problems: readonly Problem[]): BrokenRegion {
  return { name, problems: problems.filter(({ file }) => regionOf(file) === name) };
}

function regionOf(file: string): string | undefined {
  const [regions, folder, ...rest] = file.split('/');
  return regions === 'regions' && folder !== 'fleet' && rest.length > 0 ? folder : undefined;
}
