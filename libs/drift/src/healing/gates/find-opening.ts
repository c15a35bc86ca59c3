import type { HealingRules } from '../healing-rules.ts';
import { findFreeze } from './find-freeze.ts';

/** Freezes and windows that are stepped over; more come up only if somebody freezes every window of years. */
const MOST_STEPS = 400;

/**
 * Gives the first instant, from one on, at which something that interrupts may be healed: in a window and in no freeze.
 *
 * @returns milliseconds since 1970; undefined if none was found in some years
 */
export function findOpening(
  { calendar, freezes }: Pick<HealingRules, 'calendar' | 'freezes'>,
  fromMs: number,
): number | undefined {
  let atMs = fromMs;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const freeze = findFreeze(freezes, atMs);
    if (freeze === undefined && calendar.windowAt(atMs) !== undefined) return atMs;
    const nextMs = freeze?.untilMs ?? calendar.nextWindow(atMs)?.fromMs;
    if (nextMs === undefined) return undefined;
    atMs = nextMs;
  }
  return undefined;
}
