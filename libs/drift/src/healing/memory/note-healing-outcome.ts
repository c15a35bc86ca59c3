import type { ObjectHealing } from '../healing-memory.ts';

/** What came of an act. `immutable`: a field of the manifest cannot be changed, so the object has to be made again. */
export type HealingOutcome =
  | { readonly result: 'done' }
  | {
      readonly result: 'failed';
      readonly why: 'conflict' | 'immutable' | 'forbidden' | 'other';
      /** Milliseconds since 1970 before which the API server wants to hear nothing. */
      readonly retryAtMs?: number;
    };

/**
 * Notes what came of an act. One that failed counts as an act all the same and is tried again within the budget; one that
 * was taken has still to be seen in the object.
 */
export function noteHealingOutcome(known: ObjectHealing, outcome: HealingOutcome): ObjectHealing {
  const { open, ...rest } = known;
  if (outcome.result === 'done')
    return open === undefined ? known : { ...known, open: { ...open, isDone: true } };
  const { why, retryAtMs } = outcome;
  return {
    ...rest,
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
    ...(why === 'immutable' ? { needsRecreation: true as const } : {}),
  };
}
