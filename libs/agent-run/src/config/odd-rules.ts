import type { AgentConfig } from '@atoll/agent-model';
import { explainOddMatches } from '@atoll/drift';
import type { AgentLog } from '../agent-log.ts';
import type { DesiredIndex } from '../desired/desired-index.ts';
import type { DesiredTracker } from '../desired/desired-tracker.ts';
import type { GuardedHalves } from './guarded-halves.ts';

/** Says which drift rules of a configuration can be about nothing, or are about everything: mostly slips of the pen. */
export interface OddRules {
  /** Says it once a configuration, and only when all stages of its half were read: what is not known may still be meant. */
  tell(): void;
}

/** What odd rules are found by. */
export interface OddRuleSources {
  readonly halves: Pick<GuardedHalves, 'list'>;
  readonly tracker: Pick<DesiredTracker, 'listStages'>;
  readonly desired: Pick<DesiredIndex, 'values'>;
  readonly log: Pick<AgentLog, 'warn'>;
}

/** Makes a teller that has told nothing yet. */
export function createOddRules({ halves, tracker, desired, log }: OddRuleSources): OddRules {
  const told = new WeakSet<AgentConfig>();
  return {
    tell() {
      for (const { region, half, config } of halves.list()) {
        const stages = tracker.listStages().filter((stage) => stage.half.region === region);
        const isKnown =
          stages.length > 0 &&
          stages.every(({ read, problem }) => read !== undefined && problem === undefined);
        if (!isKnown || told.has(config)) continue;
        told.add(config);
        const objects = [...desired.values()]
          .filter((object) => object.region === region)
          .map(({ ref, stage }) => ({ ...ref, stage }));
        for (const detail of explainOddMatches(config.drift, objects))
          log.warn('a drift rule looks like a slip', { region, half, detail });
      }
    },
  };
}
