/** Longest wait before the second attempt, in milliseconds: a small push takes about as long. */
const FIRST_MS = 200;

/** Longest wait of all, in milliseconds. */
const LONGEST_MS = 5_000;

/** Gives how long to wait before an attempt (2 is the first repeat), in milliseconds; `chance` is from 0 to 1. */
export function waitBefore(attempt: number, chance: number): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 2));
  // Never nothing: who has just lost would meet the winner again.
  return Math.round(limit * (0.1 + 0.9 * chance));
}
