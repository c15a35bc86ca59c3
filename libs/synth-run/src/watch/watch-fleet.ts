import { nextWake } from './next-wake.ts';
import { createProposalMemory } from './proposal-memory.ts';
import { createConfigValueReader } from './read-config-values.ts';
import { runRound } from './run-round.ts';
import type { WatchOptions } from './watch-options.ts';
import type { WatchReport } from './watch-report.ts';
import { createWatchState, toWatchReport } from './watch-state.ts';

/**
 * Publishes a config repository as it moves, and merges what agents propose; ends when it is asked to, between two rounds.
 *
 * What fails is reported and tried again: a repository that is away, a publication that is refused, a region that is broken.
 */
export async function watchFleet(options: WatchOptions): Promise<WatchReport> {
  const { config, repository, clock, stop, once, onEvent, intervalSeconds } = options;
  const state = createWatchState();
  const tools = { options, state, memory: createProposalMemory(), reader: createConfigValueReader() };
  onEvent({ event: 'started', config: config.url, repository });
  while (!stop.aborted) {
    await runRound(tools);
    if (once || stop.aborted) break;
    const { retryAt, nextChange } = state;
    await clock.pause(nextWake({ now: clock.now(), intervalSeconds, nextChange, retryAt }), stop);
  }
  onEvent({ event: 'stopped' });
  return toWatchReport(state, { config: config.url, repository });
}
