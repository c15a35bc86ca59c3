import type { RegionPhase } from '@atoll/agent-model';
import { describeSilence } from '../fleet/describe-silence.ts';
import { isBlocking } from '../smoke/is-blocking.ts';
import { explainManagedWait, explainStageWait, type WaitContext } from './explain-wait.ts';
import type { ManagedFact, Reading, RegionFacts, StageFact } from './region-facts.ts';
import type { RungState, Wait } from './wait.ts';

const REACHED: RungState = { state: 'reached' };

/** Rungs above the first, which is reached by being asked for. */
export type Rung = Exclude<RegionPhase, 'Requested'>;

/** Judges each rung by itself, from what was observed. */
export function judgeRungs(facts: RegionFacts, now: Date): Readonly<Record<Rung, RungState>> {
  const context = { region: facts.region, now };
  return {
    Bootstrapped: judgeAccess(facts, context),
    Provisioning: judgeIdentity(facts, context),
    Smoke: judgeBuilt(facts, context),
    Ready: judgeSmoke(facts),
  };
}

/** The owner has let us in: Crossplane could do at least one thing in the account. */
function judgeAccess({ managed, region }: RegionFacts, context: WaitContext): RungState {
  if (managed.state === 'stale') return toUnknown('managed resources', managed.why);
  if (managed.value.some(({ synced }) => synced?.status === 'True')) return REACHED;
  const refused = managed.value.find(({ synced }) => synced?.status === 'False');
  const wait = refused === undefined ? undefined : explainManagedWait(refused, context);
  const action = `Let the account's owner apply what "atoll region bootstrap ${region}" prints, and see that the control cluster's Flux has the region.`;
  return waiting(wait ?? { what: 'the first managed resource to be synced with the account', action });
}

/** Roles stand, so the rest can be made. */
function judgeIdentity({ controlStages }: RegionFacts, context: WaitContext): RungState {
  if (controlStages.state === 'stale') return toUnknown('stages of the control half', controlStages.why);
  const identity = controlStages.value.find(({ layer }) => layer === 'identity');
  if (identity === undefined) {
    const action =
      'See that the control cluster follows the deploy repository: kubectl get kustomizations -A.';
    return waiting({ what: 'stage identity of half control-plane to be applied', action });
  }
  return toState(explainStageWait(identity, context));
}

/** Everything that was asked for stands, and the agent in the region is heard. */
function judgeBuilt(facts: RegionFacts, context: WaitContext): RungState {
  const { controlStages, managed, regionStages, agent } = facts;
  const states = [
    judgeList('managed resources', managed, (item: ManagedFact) => explainManagedWait(item, context)),
    judgeList('stages of the control half', controlStages, (item: StageFact) =>
      explainStageWait(item, context),
    ),
    judgeList('stages of the region', regionStages, (item: StageFact) => explainStageWait(item, context)),
  ];
  // A wait that is known says more than what is not known.
  const first =
    states.find(({ state }) => state === 'waiting') ?? states.find(({ state }) => state === 'unknown');
  if (first !== undefined) return first;
  const silence = describeSilence(agent.lastSeen, context.now, agent.intervalSeconds);
  if (silence.state === 'heard' || silence.state === 'late') return REACHED;
  const action = 'Look at the agent in the region: kubectl -n atoll-system logs deployment/atoll-agent.';
  const wait = {
    what: 'a word of the agent in the region',
    action,
    ...(agent.lastSeen && { since: agent.lastSeen }),
  };
  return silence.state === 'never' ? waiting(wait) : { state: 'unknown', wait };
}

function judgeList<Item>(
  what: string,
  reading: Reading<readonly Item[]>,
  explain: (item: Item) => Wait | undefined,
): RungState {
  if (reading.state === 'stale') return toUnknown(what, reading.why);
  if (reading.value.length === 0) {
    return waiting({
      what: `the first of the ${what}`,
      action: 'See that Flux follows the deploy repository.',
    });
  }
  const waits = reading.value.map(explain).filter((wait) => wait !== undefined);
  // What failed comes before what only takes its time.
  return toState(waits.find(({ action }) => !action.startsWith('Nothing')) ?? waits[0]);
}

function judgeSmoke({ smoke, region }: RegionFacts): RungState {
  if (smoke.length === 0) {
    return waiting({
      what: 'the first smoke results',
      action: `Run "atoll region smoke ${region}" to see them come.`,
    });
  }
  const failed = smoke.find(({ result }) => result === 'failed');
  if (failed !== undefined) return waiting(toSmokeWait(failed, `smoke requirement ${failed.id} to pass`));
  const unknown = smoke.find(isBlocking);
  if (unknown === undefined) return REACHED;
  return { state: 'unknown', wait: toSmokeWait(unknown, `smoke requirement ${unknown.id} to be observed`) };
}

function toSmokeWait({ message, remedy }: RegionFacts['smoke'][number], what: string): Wait {
  return { what: `${what} (${message})`, action: remedy };
}

function toUnknown(what: string, why: string): RungState {
  return {
    state: 'unknown',
    wait: { what: `a fresh reading of the ${what} (${why})`, action: 'See why the cluster cannot be read.' },
  };
}

function toState(wait: Wait | undefined): RungState {
  return wait === undefined ? REACHED : waiting(wait);
}

function waiting(wait: Wait): RungState {
  return { state: 'waiting', wait };
}
