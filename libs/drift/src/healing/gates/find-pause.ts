import { matchesObject, type StagedRef } from '../../rules/match-object.ts';
import type { Pause } from '../healing-rules.ts';

/** Gives the pause that holds for an object at an instant; of several the one that ends last. */
export function findPause(pauses: readonly Pause[], object: StagedRef, instantMs: number): Pause | undefined {
  return pauses
    .filter(({ match, untilMs }) => instantMs < untilMs && matchesObject(match, object))
    .sort((a, b) => b.untilMs - a.untilMs)[0];
}
