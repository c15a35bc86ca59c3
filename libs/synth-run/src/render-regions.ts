import { AppError, type Problem } from '@atoll/core';
import type { RenderedRegion } from '@atoll/synth';
import { digestText } from './digest-text.ts';
import { loadFleet } from './load-fleet.ts';

/** One region, rendered for a look. */
export type RegionRendering =
  | { readonly name: string; readonly rendered: RenderedRegion }
  | { readonly name: string; readonly problems: readonly Problem[] };

/** Renders regions by themselves, as they are at an instant: no cache, no collisions with others, no commit. */
export async function* renderRegions(
  root: string,
  names: readonly string[],
  at: Date,
): AsyncGenerator<RegionRendering> {
  // See check-config.ts.
  const { createSynth } = await import('@atoll/synth');
  const synth = createSynth({ digest: digestText });
  for (const name of names) {
    const { regions, problems } = await loadFleet({ root, names: [name], others: [], at }, synth);
    const [region] = regions;
    if (region === undefined) {
      yield { name, problems };
      continue;
    }
    try {
      yield { name, rendered: synth.renderRegion(region) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message } = error;
      yield { name, problems: [{ file: region.facts.file, line: 0, column: 0, path: '', code, message }] };
    }
  }
}
