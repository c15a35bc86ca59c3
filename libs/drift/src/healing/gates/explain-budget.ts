import { renderInstant } from '@atoll/agent-model';
import { backoffOf } from '../budget/backoff-of.ts';
import type { HealingStop } from '../healing-decision.ts';
import type { HealingInput } from '../healing-input.ts';
import { healingLimits } from '../healing-limits.ts';
import type { ObjectHealing } from '../healing-memory.ts';
import { seenOf } from '../memory/seen-of.ts';

/** Says until when an object is left alone: while an act has had no time to show, and after acts that did not last. */
export function explainBudget(known: ObjectHealing, input: HealingInput): HealingStop | undefined {
  return explainSettling(known, input) ?? explainBackoff(known, input);
}

function explainSettling({ open, lastActMs }: ObjectHealing, input: HealingInput): HealingStop | undefined {
  if (open === undefined || lastActMs === undefined) return undefined;
  const isSame = open.seen === seenOf(input);
  if (!isSame && open.act !== 'askFlux') return undefined;
  const settleMs = healingLimits.settleMs[open.act];
  const untilMs = lastActMs + settleMs;
  if (input.nowMs >= untilMs) return undefined;
  const what = open.act === 'askFlux' ? 'Flux was asked to reconcile' : 'the manifest was applied';
  return {
    action: 'wait',
    code: 'settling',
    untilMs,
    reason: `${what} at ${renderInstant(lastActMs)}; until ${renderInstant(untilMs)} it may still show`,
  };
}

function explainBackoff(known: ObjectHealing, { nowMs }: HealingInput): HealingStop | undefined {
  const { acts, lastActMs, retryAtMs } = known;
  if (lastActMs === undefined) return undefined;
  const budgetMs = lastActMs + backoffOf(acts);
  const untilMs = Math.max(budgetMs, Math.min(retryAtMs ?? 0, nowMs + healingLimits.maxBackoffMs));
  if (nowMs >= untilMs) return undefined;
  return {
    action: 'wait',
    code: 'backoff',
    untilMs,
    reason:
      untilMs === budgetMs
        ? `${acts} acts did not last; the next one waits until ${renderInstant(untilMs)}`
        : `the API server asked to be left alone until ${renderInstant(untilMs)}`,
  };
}
