import { statConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import type { LoadedRegion } from '@atoll/synth';
import { digestText } from './digest-text.ts';
import { distinctProblems } from './distinct-problems.ts';
import { loadFleet } from './load-fleet.ts';

/** The whole configuration, checked and not rendered. */
export interface CheckedConfig {
  /** Valid regions, by name. */
  readonly regions: readonly LoadedRegion[];
  /** Number of configured regions, valid or not. */
  readonly configured: number;
  readonly problems: readonly Problem[];
}

/** Reads every file of the config repository and gives everything that is wrong; renders and writes nothing. */
export async function checkConfig(root: string, at: Date): Promise<CheckedConfig> {
  // Rendering's libraries are loaded by whoever needs them: an idle synth imports this file, too.
  const { createSynth } = await import('@atoll/synth');
  const listing = statConfigRepo(root);
  const fleet = await loadFleet(
    { root, names: listing.regions, others: [], at },
    createSynth({ digest: digestText }),
  );
  return {
    regions: fleet.regions,
    configured: listing.regions.length,
    problems: distinctProblems([...listing.problems, ...fleet.problems]),
  };
}
