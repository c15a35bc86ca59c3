import { ConfigRepoError, readConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import type { FrozenSpan } from './fleet-entry.ts';

/** What the config repository says of the fleet. */
export interface ConfiguredFleet {
  /** Undefined: there is no config repository here. */
  readonly regions: readonly string[] | undefined;
  /** Freezes that are in force now, by region. */
  readonly frozen: ReadonlyMap<string, FrozenSpan>;
  /** What is wrong with the files of freezes. */
  readonly problems: readonly Problem[];
}

/** Where freezes stand. */
const FREEZES = 'regions/fleet/freezes/';

const NONE: ConfiguredFleet = { regions: undefined, frozen: new Map(), problems: [] };

/** Reads names of regions and freezes from the config repository, if the command runs in one. */
export async function readConfigured(root: string, now: Date): Promise<ConfiguredFleet> {
  try {
    // Only what all regions have in common: a fleet is looked at also while a region's file is broken.
    const { regions, files, problems } = await readConfigRepo(root, { only: [] });
    const broken = problems.filter(({ file }) => file.startsWith(FREEZES));
    const freezes = files.filter(({ path }) => path.startsWith(FREEZES));
    if (freezes.length === 0) return { ...NONE, regions, problems: broken };
    const { createSynth, findFreeze } = await import('@atoll/synth');
    const { digestText } = await import('../load-region.ts');
    const loaded = createSynth({ digest: digestText }).loadFreezes(freezes, regions);
    if ('problems' in loaded) return { ...NONE, regions, problems: [...broken, ...loaded.problems] };
    const frozen = regions.flatMap((region) => {
      const freeze = findFreeze(loaded.value, region, now);
      if (freeze === undefined) return [];
      const { name, until, reason } = freeze;
      return [[region, { name, until, reason }] as const];
    });
    return { regions, frozen: new Map(frozen), problems: broken };
  } catch (error) {
    if (error instanceof ConfigRepoError && error.code === 'ERR_CONFIG_REPO_MISSING') return NONE;
    throw error;
  }
}
