import { ElectionError } from './election-error.ts';

/** The times of an election, in ms. */
export interface ElectionTiming {
  /** How long others wait after the last change of the Lease that they have seen; whole seconds. */
  readonly leaseDurationMs: number;
  /** How long a leader leads on after the start of its last renewal that succeeded. */
  readonly renewDeadlineMs: number;
  /** From one attempt to the next. */
  readonly retryPeriodMs: number;
  /** An event loop that stands still for longer loses the leadership. */
  readonly stallLimitMs: number;
}

/** A period is up to this much longer, by chance, where several would else ask at the same moment. */
export const JITTER_FACTOR = 1.2;

/** The times of client-go (15/10/2 s) and of most controllers. */
export const DEFAULT_TIMING: ElectionTiming = {
  leaseDurationMs: 15_000,
  renewDeadlineMs: 10_000,
  retryPeriodMs: 2_000,
  stallLimitMs: 5_000,
};

/** Passes times that cannot give two leaders while their clocks run equally fast. @throws ElectionError `ERR_ELECTION_TIMING` */
export function assertTiming(timing: ElectionTiming): ElectionTiming {
  const { leaseDurationMs, renewDeadlineMs, retryPeriodMs, stallLimitMs } = timing;
  const rule = [
    [retryPeriodMs > 0 && stallLimitMs > 0, 'retryPeriodMs and stallLimitMs must be above 0'],
    [leaseDurationMs % 1_000 === 0, 'leaseDurationMs must be whole seconds, since a Lease holds no others'],
    [leaseDurationMs > renewDeadlineMs, 'leaseDurationMs must be above renewDeadlineMs'],
    [
      renewDeadlineMs > retryPeriodMs * JITTER_FACTOR,
      `renewDeadlineMs must be above ${JITTER_FACTOR} times retryPeriodMs`,
    ],
  ].find(([isKept]) => isKept !== true);
  if (rule === undefined) return timing;
  throw new ElectionError(
    'ERR_ELECTION_TIMING',
    `the times ${JSON.stringify(timing)} of the leader election cannot be used: ${rule[1]}; 15000, 10000 and 2000 are usual`,
  );
}
