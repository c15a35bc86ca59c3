import { setTimeout as pause } from 'node:timers/promises';
import { joinLatencies } from './latencies.ts';
import type { LogLine } from './measured-process.ts';
import type { RateResult } from './drift-results.ts';
import type { OfferedChanges } from './offer-changes.ts';

const POLL_MS = 20;

/** Reads out of a log when each object was first called drifted. */
export interface WatchedLog {
  readonly onLine: (line: LogLine) => void;
  /** Waits until every change was seen, or nothing more is expected. */
  join(offered: OfferedChanges, patienceMs: number): Promise<RateResult>;
}

/** Makes the reader of a log without a line. */
export function createWatchedLog(): WatchedLog {
  const seenAt = new Map<string, number>();
  return {
    onLine({ message, name, time }) {
      if (message === 'an object drifted' && typeof name === 'string' && !seenAt.has(name))
        seenAt.set(name, Date.parse(time));
    },
    async join({ changes, ...rates }, patienceMs) {
      const until = performance.now() + patienceMs;
      while (changes.some(({ name }) => !seenAt.has(name)) && performance.now() < until) await pause(POLL_MS);
      return { ...rates, changes: changes.length, ...joinLatencies(changes, seenAt) };
    },
  };
}
