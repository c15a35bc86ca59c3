import type { LoadedSide } from './load-side.ts';

/** Both sides, parsed; of the base only what may differ. */
export interface LoadedPair {
  readonly base: LoadedSide;
  readonly head: LoadedSide;
  /** Names of the regions that are rendered on the sides that have them. */
  readonly candidates: ReadonlySet<string>;
}
