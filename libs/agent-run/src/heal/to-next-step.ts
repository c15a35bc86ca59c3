import { renderInstant } from '@atoll/agent-model';
import type { HealingDecision, HealingResult, ObjectHealing } from '@atoll/drift';
import type { NextStep } from '../report/record-keeper.ts';

/** Gives what people are told about an object by a decision: what happens next and when, and what is remembered. */
export function toNextStep({ decision, policy, healClass, object }: HealingResult): NextStep {
  return {
    policy,
    nextAction: decision.reason,
    ...toTime(decision),
    ...(healClass === undefined ? {} : { healClass }),
    attempts: object.acts,
    ...(isFresh(object) ? {} : { healing: JSON.stringify(object) }),
  };
}

function toTime(decision: HealingDecision): Pick<NextStep, 'nextActionAt'> {
  if (decision.action !== 'wait') return {};
  return { nextActionAt: renderInstant(decision.untilMs) };
}

/** Nothing was done and nothing was asked for: there is nothing to remember. */
function isFresh({ acts, fought, servedRequest, open }: ObjectHealing): boolean {
  return acts === 0 && fought.length === 0 && servedRequest === undefined && open === undefined;
}
