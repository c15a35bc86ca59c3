import { type DriftPolicy, type HealClass, renderInstant } from '@atoll/agent-model';
import { type ChosenAct, chooseAct } from './act/choose-act.ts';
import { findRequest, type HealRequest } from './act/find-request.ts';
import { toActDecision } from './act/to-act-decision.ts';
import { takeToken } from './budget/take-token.ts';
import { classifyHealing, type HealCost } from './cost/classify-healing.ts';
import { decidePolicy } from './gates/decide-policy.ts';
import { explainBudget } from './gates/explain-budget.ts';
import { explainClosed } from './gates/explain-closed.ts';
import { explainDecided } from './gates/explain-decided.ts';
import { explainFences } from './gates/explain-fences.ts';
import { explainFight } from './gates/explain-fight.ts';
import type { HealingDecision, HealingStop } from './healing-decision.ts';
import type { HealingInput } from './healing-input.ts';
import type { HealingMemory, ObjectHealing } from './healing-memory.ts';
import { isQuietDrift } from './is-quiet-drift.ts';
import { noteAct } from './memory/note-act.ts';
import { observeVerdict } from './memory/observe-verdict.ts';

/** A decision about one object, and what is to be remembered of it. */
export interface HealingResult {
  readonly decision: HealingDecision;
  readonly policy: DriftPolicy;
  /** Absent: there is nothing to heal. */
  readonly healClass?: HealClass;
  /** People have been told, and somebody said that they know: they are not told again until the drift changes. */
  readonly isQuiet: boolean;
  /** To be kept before the act is done: who decides next sees that it is under way. */
  readonly object: ObjectHealing;
  readonly breaker: HealingMemory['breaker'];
}

/**
 * Decides what is done about one object now. A function of its arguments alone; asked again with what it said to remember,
 * it does not act again until the act had time to show.
 *
 * Whatever a person asks for, nothing is done against the policy, in a pause, out of a stale view, or that loses data.
 */
export function decideHealing(memory: HealingMemory, input: HealingInput): HealingResult {
  const policy = decidePolicy(input.rules, input.object);
  const known = observeVerdict(memory.object, input);
  const cost = classifyHealing(input.desired, input.verdict, input.facts);
  const question = { input, known, policy, cost, breaker: memory.breaker };
  return {
    ...decide(question),
    policy,
    ...(cost.class === 'never' ? {} : { healClass: cost.class }),
    isQuiet: isQuietDrift(input),
  };
}

interface Question {
  readonly input: HealingInput;
  readonly known: ObjectHealing;
  readonly policy: DriftPolicy;
  readonly cost: HealCost;
  readonly breaker: HealingMemory['breaker'];
}

type Outcome = Pick<HealingResult, 'decision' | 'object' | 'breaker'>;

function decide({ input, known, policy, cost, breaker }: Question): Outcome {
  const rest = (decision: HealingStop): Outcome => ({ decision, object: known, breaker });
  if (cost.class === 'never') return rest({ action: 'none', code: cost.code, reason: cost.reason });
  const request = findRequest(input, known);
  const stop =
    explainFences(input) ??
    explainDecided(input, policy) ??
    (request === undefined ? explainFight(known, input.owner) : undefined);
  if (stop !== undefined) return rest(stop);
  const chosen = chooseAct({ input, known, policy, cost });
  if ('action' in chosen) return rest(chosen);
  const gate = explainGates({ input, known, chosen, request });
  if (gate !== undefined) return rest(gate);
  const token = takeToken(breaker, input.nowMs);
  if (token.openUntilMs !== undefined)
    return { ...rest(toBreakerStop(token.openUntilMs)), breaker: token.breaker };
  return {
    decision: toActDecision({ chosen, input, request }),
    object: noteAct(known, { chosen, input, request }),
    breaker: token.breaker,
  };
}

interface GateQuestion {
  readonly input: HealingInput;
  readonly known: ObjectHealing;
  readonly chosen: ChosenAct;
  readonly request: HealRequest | undefined;
}

/** A person's request opens windows and freezes for what interrupts only if it says so, and budgets in any case. */
function explainGates({ input, known, chosen, request }: GateQuestion): HealingStop | undefined {
  const { nowMs, rules } = input;
  const isOpened = request?.allowDisruptive === true && chosen.class === 'disruptive';
  const closed = isOpened ? undefined : explainClosed({ ...chosen, nowMs }, rules);
  if (closed !== undefined)
    return request === undefined || closed.action !== 'wait'
      ? closed
      : {
          ...closed,
          reason: `${closed.reason}; ${request.by} asked to heal it now, without leave to interrupt`,
        };
  return request === undefined ? explainBudget(known, input) : undefined;
}

function toBreakerStop(untilMs: number): HealingStop {
  return {
    action: 'wait',
    code: 'breaker-open',
    untilMs,
    reason: `too many objects are healed at once, so none is until ${renderInstant(untilMs)}; see what changed them all`,
  };
}
