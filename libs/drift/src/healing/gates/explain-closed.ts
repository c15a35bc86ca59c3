import { type HealClass, renderInstant } from '@atoll/agent-model';
import type { HealingStop } from '../healing-decision.ts';
import type { HealingRules } from '../healing-rules.ts';
import { findFreeze } from './find-freeze.ts';
import { findOpening } from './find-opening.ts';

/** Something that may be done only when windows and freezes let it. */
export interface TimedCost {
  readonly class: HealClass;
  /** What is done, as a sentence. */
  readonly reason: string;
  readonly nowMs: number;
}

/** Says until when something has to wait for windows and freezes; undefined: it need not. What is safe never waits. */
export function explainClosed(
  { class: cost, reason, nowMs }: TimedCost,
  rules: HealingRules,
): HealingStop | undefined {
  if (cost === 'safe') return undefined;
  if (cost === 'destructive')
    return {
      action: 'none',
      code: 'destructive',
      reason: `${reason}; that is never done by itself, so a person has to do it`,
    };
  const untilMs = findOpening(rules, nowMs);
  if (untilMs === nowMs) return undefined;
  const freeze = findFreeze(rules.freezes, nowMs);
  const why =
    freeze === undefined
      ? 'which waits for a maintenance window'
      : `and freeze ${freeze.name} (${freeze.reason}) is on`;
  if (untilMs === undefined)
    return { action: 'none', code: 'no-window', reason: `${reason}, ${why}; no window comes up` };
  return {
    action: 'wait',
    code: freeze === undefined ? 'window' : 'frozen',
    untilMs,
    reason: `${reason}, ${why}; it is done from ${renderInstant(untilMs)} on`,
  };
}
