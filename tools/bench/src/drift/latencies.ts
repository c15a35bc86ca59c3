import type { SentChange } from './offer-changes.ts';

const [HALF, NEARLY_ALL] = [0.5, 0.99];

/** Milliseconds from a change to its verdict. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  /** The same, from the moment at which the API server had answered the change. */
  readonly afterAnswerP99: number;
  /** Changes without a verdict. */
  readonly unseen: number;
}

/** Joins changes with when each object was first called drifted, in ms of the wall clock. */
export function joinLatencies(
  changes: readonly SentChange[],
  seenAt: ReadonlyMap<string, number>,
): Latencies {
  const seen = changes.flatMap(({ name, ...times }) => {
    const at = seenAt.get(name);
    return at === undefined ? [] : [{ at, ...times }];
  });
  const fromSending = seen.map(({ at, sentAt }) => at - sentAt);
  return {
    p50: percentile(fromSending, HALF),
    p99: percentile(fromSending, NEARLY_ALL),
    afterAnswerP99: percentile(
      seen.map(({ at, answeredAt }) => Math.max(0, at - answeredAt)),
      NEARLY_ALL,
    ),
    unseen: changes.length - seen.length,
  };
}

/** Gives the value that a share of the values does not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
