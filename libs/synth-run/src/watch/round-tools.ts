import type { ProposalMemory } from './proposal-memory.ts';
import type { ConfigValueReader } from './read-config-values.ts';
import type { WatchOptions } from './watch-options.ts';
import type { WatchState } from './watch-state.ts';

/** What a round works with. */
export interface RoundTools {
  readonly options: WatchOptions;
  readonly state: WatchState;
  readonly memory: ProposalMemory;
  readonly reader: ConfigValueReader;
}
