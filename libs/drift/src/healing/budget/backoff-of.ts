import { healingLimits } from '../healing-limits.ts';

const { freeActs, firstBackoffMs, backoffFactor, maxBackoffMs } = healingLimits;

/** Gives how long an object is left alone after a number of acts: 0 for the first three, then 2 s, 6 s, 18 s up to 300 s. */
export function backoffOf(acts: number): number {
  return acts < freeActs ? 0 : Math.min(maxBackoffMs, firstBackoffMs * backoffFactor ** (acts - freeActs));
}
