import { type DriftPolicy, renderInstant } from '@atoll/agent-model';
import type { HealingStop } from '../healing-decision.ts';
import type { HealingInput } from '../healing-input.ts';
import { findPause } from './find-pause.ts';

/** Says what people decided that keeps an object from being healed: to ignore it, a policy, a pause; undefined: nothing. */
export function explainDecided(input: HealingInput, policy: DriftPolicy): HealingStop | undefined {
  return (
    explainIgnored(input) ??
    explainPolicy(input, policy) ??
    explainPause(input) ??
    (input.stage.isSuspended
      ? {
          action: 'none',
          code: 'flux-suspended',
          reason: `somebody suspended the Kustomization of stage ${input.object.stage}, so nothing in it is healed until it is resumed`,
        }
      : undefined)
  );
}

function explainIgnored({ record: { ignored }, nowMs }: HealingInput): HealingStop | undefined {
  if (ignored === undefined) return undefined;
  const { by, until, reason } = ignored;
  const untilMs = Date.parse(until);
  if (Number.isNaN(untilMs))
    return {
      action: 'none',
      code: 'ignored',
      reason: `ignored by ${by} (${reason}) until "${until}", which is no instant; write one such as 2026-12-31T18:00:00Z`,
    };
  return nowMs < untilMs
    ? {
        action: 'wait',
        code: 'ignored',
        untilMs,
        reason: `ignored by ${by} (${reason}) until ${renderInstant(untilMs)}`,
      }
    : undefined;
}

function explainPolicy({ record }: HealingInput, policy: DriftPolicy): HealingStop | undefined {
  if (policy === 'flux' || policy === 'apply') return undefined;
  const asked =
    record.healRequested === undefined
      ? ''
      : `; what ${record.healRequested.by} asked for needs policy flux or apply`;
  const what = policy === 'observe' ? 'only looks' : 'only tells people';
  return {
    action: 'none',
    code: policy === 'observe' ? 'policy-observe' : 'policy-notify',
    reason: `policy ${policy} ${what}${asked}`,
  };
}

function explainPause({ rules, object, nowMs }: HealingInput): HealingStop | undefined {
  const pause = findPause(rules.pauses, object, nowMs);
  return pause === undefined
    ? undefined
    : {
        action: 'wait',
        code: 'paused',
        untilMs: pause.untilMs,
        reason: `${pause.actor} paused healing (${pause.reason}) until ${renderInstant(pause.untilMs)}`,
      };
}
