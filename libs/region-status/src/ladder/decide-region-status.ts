import { type RegionPhase, regionPhases, type RegionStatus } from '@atoll/agent-model';
import { toConditions } from './to-conditions.ts';
import { judgeRungs, type Rung } from './judge-rungs.ts';
import type { RegionFacts } from './region-facts.ts';
import type { RungState, Wait } from './wait.ts';

/** What decides a region's status. */
export interface StatusInput {
  readonly facts: RegionFacts;
  /** The status that stands; absent at the first time. */
  readonly previous?: RegionStatus;
  readonly now: Date;
}

/** Access and roles once worked: losing them is told by what waits, it makes no region that runs a requested one. */
const HISTORY: readonly Rung[] = ['Bootstrapped', 'Provisioning'];

/**
 * Decides on which rung a region stands, what it waits for and since when, and what a person does next.
 *
 * A region climbs and falls by fresh facts only. Where nothing fresh is known it stays on the rung on which it was,
 * and the condition Ready becomes Unknown: then it is no deployment target.
 */
export function decideRegionStatus({ facts, previous, now }: StatusInput): RegionStatus {
  const states = judgeRungs(facts, now);
  const { phase, wait, isKnown } = climb(states, previous?.phase ?? 'Requested');
  const at = toInstant(now);
  const since = previous?.phase === phase ? previous.phaseSince : undefined;
  const first = phase === 'Requested' ? facts.requestedAt : at;
  const conditions = toConditions({ phase, wait, isKnown, at, previous: previous?.conditions ?? [] });
  return {
    phase,
    phaseSince: since ?? first,
    ...toWaiting(wait, previous, at),
    smoke: facts.smoke.map(({ id, result, message }) => ({
      id,
      passed: result === 'passed',
      result,
      message,
    })),
    conditions,
  };
}

interface Climb {
  readonly phase: RegionPhase;
  readonly wait: Wait | undefined;
  /** False where the phase is only remembered. */
  readonly isKnown: boolean;
}

function climb(states: Readonly<Record<Rung, RungState>>, previous: RegionPhase): Climb {
  let below: Climb = { phase: 'Requested', wait: undefined, isKnown: true };
  for (const rung of regionPhases) {
    if (rung === 'Requested') continue;
    const state = states[rung];
    const wasReached = regionPhases.indexOf(previous) >= regionPhases.indexOf(rung);
    const isDoubtful = state.state === 'unknown';
    const isOn = wasReached ? staysOn(rung, state) : state.state === 'reached' && below.isKnown;
    const saysWhy = isDoubtful || !isOn;
    const wait = below.wait ?? (saysWhy ? waitOf(state) : undefined);
    below = { phase: isOn ? rung : below.phase, wait, isKnown: below.isKnown && !isDoubtful };
    if (!isOn) break;
  }
  return below;
}

function staysOn(rung: Rung, { state }: RungState): boolean {
  return state !== 'waiting' || HISTORY.includes(rung);
}

function toWaiting(
  wait: Wait | undefined,
  previous: RegionStatus | undefined,
  at: string,
): Partial<RegionStatus> {
  if (wait === undefined) return {};
  const known = previous?.waitingFor === wait.what ? previous.waitingSince : undefined;
  return { waitingFor: wait.what, waitingSince: wait.since ?? known ?? at, nextAction: wait.action };
}

function waitOf(state: RungState): Wait | undefined {
  return state.state === 'reached' ? undefined : state.wait;
}

function toInstant(now: Date): string {
  return `${now.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`;
}
