import type { DriftResults } from './drift-results.ts';

const LOW_P99_MS = 200;
const HIGH_P99_MS = 1_000;
/** Ten thousand objects: in seconds and megabytes (200 MiB). */
const COLD_SECONDS = 15;
const MOST_MB = 209.7;
const DEAD_WATCH_SECONDS = 10;
const START_MS = 300;
/** Rounding of counters that others move too. */
const NO_REQUESTS = 0.01;

/** A goal, and what was measured. */
export interface DriftGoal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** Gives every goal with what was measured. */
export function checkDriftGoals(results: DriftResults): readonly DriftGoal[] {
  const { low, high, cold, requestsPerEvent, deadWatchSeconds, startMs } = results;
  const unseen = low.unseen + high.unseen;
  return [
    atMost(`change to verdict at ${low.offeredPerSecond}/s, p99`, [low.p99, LOW_P99_MS, 'ms']),
    atMost(`change to verdict at ${high.offeredPerSecond}/s, p99`, [high.p99, HIGH_P99_MS, 'ms']),
    atMost('changes without a verdict', [unseen, 0, '']),
    ...(['read-only', 'remediating'] as const).flatMap((access) => [
      atMost(`cold until ready, ${access}`, [cold[access].seconds, COLD_SECONDS, 's']),
      atMost(`memory when ready, ${access}`, [cold[access].readyMb, MOST_MB, 'MB']),
      atMost(`peak memory until ready, ${access}`, [cold[access].peakMb ?? Number.NaN, MOST_MB, 'MB']),
    ]),
    atMost('requests for each event', [requestsPerEvent, NO_REQUESTS, '']),
    atMost('a dead watch is noticed', [deadWatchSeconds, DEAD_WATCH_SECONDS, 's']),
    atMost('start of the bundle', [startMs, START_MS, 'ms']),
  ];
}

function atMost(what: string, [measured, most, unit]: readonly [number, number, string]): DriftGoal {
  return {
    goal: `${what} ≤ ${renderFigure(most)} ${unit}`.trimEnd(),
    measured: `${renderFigure(measured)} ${unit}`.trimEnd(),
    // What was not measured is not met.
    isMet: measured <= most,
  };
}

/** Gives a number with as many digits as say something. */
export function renderFigure(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) < 10 ? 2 : 1;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
