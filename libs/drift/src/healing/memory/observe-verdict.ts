import { healingLimits } from '../healing-limits.ts';
import type { HealingInput } from '../healing-input.ts';
import type { ObjectHealing } from '../healing-memory.ts';
import { countRounds } from './count-rounds.ts';
import { seenOf } from './seen-of.ts';

const FRESH: ObjectHealing = { acts: 0, fought: [] };

/** What an observation takes of the input of a decision. */
export type Observation = Pick<HealingInput, 'verdict' | 'live' | 'nowMs' | 'record'>;

/**
 * Gives what is remembered of an object once a verdict on it is known.
 *
 * An object that is as in Git for the stable time begins anew. One that drifts again before that was undone by somebody:
 * a round is counted for each field, and three rounds are a fight.
 */
export function observeVerdict(before: ObjectHealing | undefined, observation: Observation): ObjectHealing {
  const { verdict, nowMs } = observation;
  const known = withinNow(before ?? FRESH, nowMs);
  const current = isStable(known, nowMs) ? toFresh(known) : known;
  switch (verdict.class) {
    case 'InSync':
      return observeHealth(current, observation);
    case 'Unknown':
    case 'Terminating':
    case 'Orphan':
      return withoutHealth(current);
    default:
      return observeDrift(withoutHealth(current), observation);
  }
}

function observeHealth(known: ObjectHealing, { nowMs, record }: Observation): ObjectHealing {
  const at = record.healRequested?.at;
  // What was asked for is so; the request must not heal another drift later.
  const served = at === undefined ? known : { ...known, servedRequest: at };
  const sinceMs = served.inSyncSinceMs ?? nowMs;
  const { open } = served;
  return {
    ...served,
    inSyncSinceMs: sinceMs,
    ...(open === undefined ? {} : { open: { ...open, isDone: true, isHealed: true } }),
  };
}

function observeDrift(known: ObjectHealing, observation: Observation): ObjectHealing {
  const { open, ...rest } = known;
  const { verdict, nowMs } = observation;
  if (open === undefined) return known;
  const isUndone =
    open.isHealed || (open.isDone && open.act !== 'askFlux' && open.seen !== seenOf(observation));
  if (!isUndone) return known;
  const fought = countRounds(known.fought, open.fields, verdict);
  const isFight = fought.some(({ rounds }) => rounds >= healingLimits.fightRounds);
  return { ...rest, fought, ...(isFight ? { fightSinceMs: known.fightSinceMs ?? nowMs } : {}) };
}

/** A clock that was put back must not keep an object waiting for what is now the future. */
function withinNow(known: ObjectHealing, nowMs: number): ObjectHealing {
  const { lastActMs, inSyncSinceMs } = known;
  return {
    ...known,
    ...(lastActMs === undefined ? {} : { lastActMs: Math.min(lastActMs, nowMs) }),
    ...(inSyncSinceMs === undefined ? {} : { inSyncSinceMs: Math.min(inSyncSinceMs, nowMs) }),
  };
}

function isStable({ inSyncSinceMs }: ObjectHealing, nowMs: number): boolean {
  return inSyncSinceMs !== undefined && nowMs - inSyncSinceMs >= healingLimits.stableMs;
}

function toFresh({ servedRequest, inSyncSinceMs }: ObjectHealing): ObjectHealing {
  return {
    ...FRESH,
    ...(inSyncSinceMs === undefined ? {} : { inSyncSinceMs }),
    ...(servedRequest === undefined ? {} : { servedRequest }),
  };
}

function withoutHealth({ inSyncSinceMs: _, ...rest }: ObjectHealing): ObjectHealing {
  return rest;
}
