import { type DriftPolicy, type HealClass, healClasses } from '@atoll/agent-model';
import { classifyRecreation } from '../cost/classify-recreation.ts';
import { explainClosed } from '../gates/explain-closed.ts';
import type { ActCode, HealingAct, HealingStop } from '../healing-decision.ts';
import type { HealingInput } from '../healing-input.ts';
import type { ObjectHealing } from '../healing-memory.ts';
import { toFluxReach } from './flux-reach.ts';

/** An act that the policy allows, before windows and budgets are asked. */
export interface ChosenAct {
  readonly act: HealingAct;
  readonly code: ActCode;
  readonly class: HealClass;
  /** What it does to the object, as a sentence. */
  readonly reason: string;
}

/** What an act is chosen by. */
export interface ActQuestion {
  readonly input: HealingInput;
  readonly known: ObjectHealing;
  readonly policy: DriftPolicy;
  readonly cost: { readonly class: HealClass; readonly reason: string };
}

/**
 * Chooses the mildest act that can help: to ask Flux; with policy apply, to apply the whole manifest where Flux cannot undo
 * everything, was asked in vain, or would heal dearer objects of the stage in the same go; and to make the object again
 * where it is not there, or where a field cannot be changed.
 */
export function chooseAct(question: ActQuestion): ChosenAct | HealingStop {
  return question.policy === 'apply' ? chooseFirmAct(question) : chooseFluxAct(question);
}

function chooseFluxAct({ input, known, cost }: ActQuestion): ChosenAct | HealingStop {
  const { undoes, leaves } = toFluxReach(input.verdict);
  if (mustReplace({ input, known }))
    return needsApply('a field of the manifest cannot be changed, and Flux does not make objects again');
  if (!undoes) {
    const fields = leaves
      .map(({ path, by }) => `${path} (by ${by?.manager ?? 'an unknown writer'})`)
      .join(', ');
    return needsApply(`Flux leaves what others added: ${fields}`);
  }
  return explainNeighbours(input, cost.class) ?? { act: 'askFlux', code: 'policy', ...cost };
}

function mustReplace({ input, known }: Pick<ActQuestion, 'input' | 'known'>): boolean {
  return known.needsRecreation === true && input.live !== undefined;
}

function needsApply(why: string): HealingStop {
  return { action: 'none', code: 'needs-apply', reason: `${why}; that takes policy apply, or a person` };
}

function chooseFirmAct({ input, known, cost }: ActQuestion): ChosenAct {
  if (mustReplace({ input, known }))
    return { act: 'recreate', code: 'beyond-flux', ...classifyRecreation(input.desired, input.facts) };
  const act = input.live === undefined ? 'recreate' : 'apply';
  if (known.isFluxAsked === true) return { act, code: 'flux-did-not-help', ...cost };
  const { undoes, leaves } = toFluxReach(input.verdict);
  if (!undoes || leaves.length > 0) return { act, code: 'beyond-flux', ...cost };
  return explainNeighbours(input, cost.class) === undefined
    ? { act: 'askFlux', code: 'policy', ...cost }
    : { act, code: 'stage-held-back', ...cost };
}

/** A reconciliation heals the whole stage, so it waits for what the dearest of its drifted objects waits for. */
function explainNeighbours(
  { stage: { othersClass }, object, rules, nowMs }: HealingInput,
  ownClass: HealClass,
): HealingStop | undefined {
  if (othersClass === undefined || healClasses.indexOf(othersClass) <= healClasses.indexOf(ownClass))
    return undefined;
  const reason = `asking Flux heals all of stage ${object.stage}, of which another object is ${othersClass}`;
  const stop = explainClosed({ class: othersClass, reason, nowMs }, rules);
  if (stop === undefined) return undefined;
  return stop.action === 'wait'
    ? { ...stop, code: 'stage-window' }
    : { ...stop, code: stop.code === 'destructive' ? 'stage-destructive' : stop.code };
}
