import { type RegionPhase, regionPhases, type RegionStatus } from '@atoll/agent-model';
import type { Wait } from './wait.ts';

type Condition = NonNullable<RegionStatus['conditions']>[number];

/** What the conditions are made of. */
export interface ConditionInput {
  readonly phase: RegionPhase;
  readonly wait: Wait | undefined;
  /** False where the phase is only remembered. */
  readonly isKnown: boolean;
  /** RFC 3339. */
  readonly at: string;
  readonly previous: readonly Condition[];
}

/** Gives one condition for each rung but the first; `lastTransitionTime` moves only with the status. */
export function toConditions(input: ConditionInput): Condition[] {
  return regionPhases.flatMap((rung) => (rung === 'Requested' ? [] : [toCondition(rung, input)]));
}

function toCondition(rung: RegionPhase, { phase, wait, isKnown, at, previous }: ConditionInput): Condition {
  const isReached = regionPhases.indexOf(phase) >= regionPhases.indexOf(rung);
  const status = decideStatus({ rung, isReached, isKnown });
  const before = previous.find(({ type }) => type === rung);
  return {
    type: rung,
    status,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : at,
    reason: { True: 'Reached', False: 'Waiting', Unknown: 'NothingFresh' }[status],
    message:
      status === 'True' || wait === undefined ? `The region has reached ${rung}.` : `Waits for ${wait.what}.`,
  };
}

function decideStatus(rung: {
  readonly rung: RegionPhase;
  readonly isReached: boolean;
  readonly isKnown: boolean;
}): Condition['status'] {
  if (rung.rung === 'Ready' && !rung.isKnown) return 'Unknown';
  return rung.isReached ? 'True' : 'False';
}
