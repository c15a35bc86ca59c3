import { setTimeout as pause } from 'node:timers/promises';
import type { WatchClock } from '@atoll/synth-run';

/** Gives the clock of the system. */
export function createSystemClock(now: () => Date): WatchClock {
  return {
    now,
    async pause(until, signal) {
      const ms = Math.max(0, until.getTime() - now().getTime());
      try {
        await pause(ms, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
