import type { ChosenAct } from '../act/choose-act.ts';
import type { HealRequest } from '../act/find-request.ts';
import type { HealingInput } from '../healing-input.ts';
import type { ObjectHealing } from '../healing-memory.ts';
import { listFields } from './list-fields.ts';
import { seenOf } from './seen-of.ts';

/** An act that is about to be done. */
export interface StartedAct {
  readonly chosen: ChosenAct;
  readonly input: HealingInput;
  /** The person's request that it serves. */
  readonly request: HealRequest | undefined;
}

/**
 * Notes an act before it is done, so that whoever decides next does not do it again. A fight stays one: a person's request
 * is good for one act in it.
 */
export function noteAct(
  known: ObjectHealing,
  { chosen: { act }, input, request }: StartedAct,
): ObjectHealing {
  const { acts, fought, fightSinceMs, isFluxAsked, needsRecreation, servedRequest } = known;
  const served = request?.at ?? servedRequest;
  return {
    acts: acts + 1,
    lastActMs: input.nowMs,
    open: { act, seen: seenOf(input), fields: listFields(input.verdict), isDone: false, isHealed: false },
    fought,
    ...(fightSinceMs === undefined ? {} : { fightSinceMs }),
    ...(act === 'askFlux' || isFluxAsked === true ? { isFluxAsked: true as const } : {}),
    ...(needsRecreation === true && act !== 'recreate' ? { needsRecreation } : {}),
    ...(served === undefined ? {} : { servedRequest: served }),
  };
}
