import { describe, expect, it } from 'vitest';
import { decideHealing } from './decide-healing.ts';
import type { HealingMemory } from './healing-memory.ts';
import {
  type HealingCase,
  IN_WINDOW_MS,
  NOON_MS,
  toAddition,
  toChange,
  toHealingInput,
} from './testing/healing-case.ts';

const NOTHING: HealingMemory = { object: undefined, breaker: undefined };
const RESTART = [toChange('/spec/forProvider/instanceClass')];
const REPLACE = [toChange('/spec/forProvider/storageEncrypted')];
const FOREIGN = [toAddition('/data/x', 'argocd-controller')];
const BY_KUBECTL = [toAddition('/data/x', 'kubectl-client-side-apply')];
const UNTRACED = [toAddition('/data/x')];
const FLUX = { drift: { policy: 'flux' } } as const;
const FREEZE = {
  freezes: [
    { name: 'q4', from: '2026-12-01T00:00:00Z', until: '2026-12-12T00:00:00Z', reason: 'quarter end' },
  ],
};
const ASKED = { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z' } };
const ASKED_HARD = { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z', allowDisruptive: true } };
const IGNORED = { ignored: { by: 'ada', until: '2026-12-04T00:00:00Z', reason: 'INC-7' } };
const PAUSED = { drift: { pauses: [{ until: '2026-12-05T00:00:00Z', actor: 'bob', reason: 'INC-8' }] } };
const PAUSED_ELSEWHERE = {
  drift: {
    pauses: [{ match: { name: 'x' }, until: '2026-12-05T00:00:00Z', actor: 'bob', reason: 'INC-8' }],
  },
};
const PAUSE_OVER = { drift: { pauses: [{ until: '2026-12-03T12:00:00Z', actor: 'bob', reason: 'INC-8' }] } };

function forDatabase(rest: HealingCase): HealingCase {
  return { kind: 'database', changes: RESTART, ...rest };
}

/** `action code` and, of a wait, until when. */
function decide(healing: HealingCase, memory = NOTHING): string {
  const { decision } = decideHealing(memory, toHealingInput(healing));
  const until = decision.action === 'wait' ? ` ${new Date(decision.untilMs).toISOString().slice(0, 16)}` : '';
  return `${decision.action} ${decision.code}${until}`;
}

describe('a decision about healing', () => {
  it.each<[what: string, healing: HealingCase, decision: string]>([
    // verdicts without anything to heal
    ['InSync', { verdict: 'InSync' }, 'none in-sync'],
    ['Unknown', { verdict: 'Unknown' }, 'none unknown'],
    ['Terminating', { verdict: 'Terminating' }, 'none terminating'],
    ['Orphan', { verdict: 'Orphan' }, 'none orphan'],
    ['Recreated and as in Git', { verdict: 'Recreated' }, 'none recreated-as-in-git'],
    ['a binding past its grant', { verdict: 'Extra' }, 'none grant-over'],
    // the ladder
    ['policy observe', { rules: { drift: { policy: 'observe' } } }, 'none policy-observe'],
    ['policy notify', { rules: { drift: { policy: 'notify' } } }, 'none policy-notify'],
    [
      'policy observe, Missing',
      { verdict: 'Missing', rules: { drift: { policy: 'observe' } } },
      'none policy-observe',
    ],
    ['policy flux', { rules: FLUX }, 'askFlux policy'],
    ['policy flux, Missing', { verdict: 'Missing', rules: FLUX }, 'askFlux policy'],
    [
      'policy flux, Recreated',
      { verdict: 'Recreated', changes: [toChange('/data/a')], rules: FLUX },
      'askFlux policy',
    ],
    ['policy flux, kubectl added', { verdict: 'Extra', changes: BY_KUBECTL, rules: FLUX }, 'askFlux policy'],
    ['policy flux, another added', { verdict: 'Extra', changes: FOREIGN, rules: FLUX }, 'none needs-apply'],
    [
      'policy flux, nobody knows who added',
      { verdict: 'Extra', changes: UNTRACED, rules: FLUX },
      'none needs-apply',
    ],
    ['policy flux, both', { changes: [toChange('/data/a'), ...FOREIGN], rules: FLUX }, 'askFlux policy'],
    ['policy apply', {}, 'askFlux policy'],
    ['policy apply, Missing', { verdict: 'Missing' }, 'askFlux policy'],
    ['policy apply, another added', { verdict: 'Extra', changes: FOREIGN }, 'apply beyond-flux'],
    ['policy apply, both', { changes: [toChange('/data/a'), ...FOREIGN] }, 'apply beyond-flux'],
    [
      'an override to observe',
      { rules: { drift: { overrides: [{ match: { name: 'it' }, policy: 'observe' }] } } },
      'none policy-observe',
    ],
    [
      'the last override that matches',
      {
        rules: {
          drift: {
            policy: 'observe',
            overrides: [
              { match: { kind: 'ConfigMap' }, policy: 'notify' },
              { match: { stage: 'workloads' }, policy: 'flux' },
              { match: { name: 'other' }, policy: 'observe' },
            ],
          },
        },
      },
      'askFlux policy',
    ],
    ['a suspended Kustomization', { stage: { isSuspended: true } }, 'none flux-suspended'],
    [
      'a suspended Kustomization, policy flux',
      { stage: { isSuspended: true }, rules: FLUX },
      'none flux-suspended',
    ],
    // fences
    ['a stale view', { fences: { isViewFresh: false } }, 'none view-stale'],
    ['no Lease', { fences: { isLeader: false } }, 'none not-leader'],
    ['an older commit', { fences: { isCommitCurrent: false } }, 'none commit-behind'],
    ['no identity', { live: 'absent' }, 'none identity-unknown'],
    [
      'a stale view against a request',
      { fences: { isViewFresh: false }, record: ASKED_HARD },
      'none view-stale',
    ],
    ['no Lease against a request', { fences: { isLeader: false }, record: ASKED_HARD }, 'none not-leader'],
    // classes, windows and freezes
    ['safe outside of windows', { nowMs: NOON_MS }, 'askFlux policy'],
    ['safe in a freeze', { rules: FREEZE }, 'askFlux policy'],
    ['disruptive outside of windows', forDatabase({}), 'wait window 2026-12-08T02:00'],
    ['disruptive in a window', forDatabase({ nowMs: IN_WINDOW_MS }), 'askFlux policy'],
    [
      'disruptive at the end of a window',
      forDatabase({ nowMs: Date.parse('2026-12-08T04:00:00Z') }),
      'wait window 2026-12-15T02:00',
    ],
    ['disruptive in a freeze', forDatabase({ rules: FREEZE }), 'wait frozen 2026-12-15T02:00'],
    [
      'disruptive in a window in a freeze',
      forDatabase({ nowMs: IN_WINDOW_MS, rules: FREEZE }),
      'wait frozen 2026-12-15T02:00',
    ],
    ['disruptive, policy flux', forDatabase({ rules: FLUX }), 'wait window 2026-12-08T02:00'],
    [
      'a set in a window',
      { kind: 'set', changes: [toChange('/spec/replicas')], nowMs: IN_WINDOW_MS },
      'askFlux policy',
    ],
    ['destructive', forDatabase({ changes: REPLACE }), 'none destructive'],
    ['destructive in a window', forDatabase({ changes: REPLACE, nowMs: IN_WINDOW_MS }), 'none destructive'],
    ['a database that is gone', forDatabase({ verdict: 'Missing', changes: [] }), 'none destructive'],
    [
      'a database that is gone, policy flux',
      forDatabase({ verdict: 'Missing', changes: [], rules: FLUX }),
      'none destructive',
    ],
    [
      'a database that is gone, asked for',
      forDatabase({ verdict: 'Missing', changes: [], record: ASKED_HARD }),
      'none destructive',
    ],
    ['a database that was made anew', forDatabase({ verdict: 'Recreated' }), 'none destructive'],
    [
      'what is destructive among other things',
      forDatabase({ changes: [...RESTART, ...REPLACE] }),
      'none destructive',
    ],
    // what else asking Flux would heal
    [
      'a dearer neighbour, policy flux',
      { stage: { othersClass: 'disruptive' }, rules: FLUX },
      'wait stage-window 2026-12-08T02:00',
    ],
    [
      'a destructive neighbour, policy flux',
      { stage: { othersClass: 'destructive' }, rules: FLUX },
      'none stage-destructive',
    ],
    [
      'a dearer neighbour in a window',
      { stage: { othersClass: 'disruptive' }, rules: FLUX, nowMs: IN_WINDOW_MS },
      'askFlux policy',
    ],
    ['a dearer neighbour, policy apply', { stage: { othersClass: 'disruptive' } }, 'apply stage-held-back'],
    [
      'a destructive neighbour, policy apply',
      { stage: { othersClass: 'destructive' } },
      'apply stage-held-back',
    ],
    [
      'a dearer neighbour, Missing, policy apply',
      { verdict: 'Missing', stage: { othersClass: 'destructive' } },
      'recreate stage-held-back',
    ],
    ['a neighbour as dear', { stage: { othersClass: 'safe' }, rules: FLUX }, 'askFlux policy'],
    [
      'a request does not open the stage',
      { stage: { othersClass: 'disruptive' }, rules: FLUX, record: ASKED_HARD },
      'wait stage-window 2026-12-08T02:00',
    ],
    // what people decided
    ['ignored', { record: IGNORED }, 'wait ignored 2026-12-04T00:00'],
    ['no longer ignored', { record: IGNORED, nowMs: Date.parse('2026-12-04T00:00:00Z') }, 'askFlux policy'],
    [
      'ignored until nobody knows when',
      { record: { ignored: { by: 'ada', until: 'soon', reason: 'INC' } } },
      'none ignored',
    ],
    ['ignored and asked for', { record: { ...IGNORED, ...ASKED } }, 'wait ignored 2026-12-04T00:00'],
    [
      'acknowledged',
      { record: { acknowledged: { by: 'ada', at: '2026-12-03T12:00:00Z' } } },
      'askFlux policy',
    ],
    ['paused', { rules: PAUSED }, 'wait paused 2026-12-05T00:00'],
    ['paused elsewhere', { rules: PAUSED_ELSEWHERE }, 'askFlux policy'],
    ['a pause that is over', { rules: PAUSE_OVER }, 'askFlux policy'],
    ['paused and asked for', { rules: PAUSED, record: ASKED_HARD }, 'wait paused 2026-12-05T00:00'],
    // requests
    ['asked for', { record: ASKED }, 'askFlux requested'],
    [
      'asked for against policy observe',
      { record: ASKED_HARD, rules: { drift: { policy: 'observe' } } },
      'none policy-observe',
    ],
    ['disruptive, asked for without leave', forDatabase({ record: ASKED }), 'wait window 2026-12-08T02:00'],
    ['disruptive, asked for with leave', forDatabase({ record: ASKED_HARD }), 'askFlux requested'],
    [
      'disruptive, asked for with leave, in a freeze',
      forDatabase({ record: ASKED_HARD, rules: FREEZE }),
      'askFlux requested',
    ],
    [
      'disruptive, asked for without leave, in a freeze',
      forDatabase({ record: ASKED, rules: FREEZE }),
      'wait frozen 2026-12-15T02:00',
    ],
    [
      'destructive, asked for with leave',
      forDatabase({ changes: REPLACE, record: ASKED_HARD }),
      'none destructive',
    ],
    [
      'a request of an hour and a second ago',
      forDatabase({ record: ASKED_HARD, nowMs: Date.parse('2026-12-03T12:59:01Z') }),
      'wait window 2026-12-08T02:00',
    ],
    [
      'a request of tomorrow',
      forDatabase({ record: ASKED_HARD, nowMs: Date.parse('2026-12-02T12:00:00Z') }),
      'wait window 2026-12-08T02:00',
    ],
    [
      'a request by a clock that is ahead',
      forDatabase({ record: ASKED_HARD, nowMs: Date.parse('2026-12-03T11:55:00Z') }),
      'askFlux requested',
    ],
  ])('on %s is right', (_, healing, decision) => {
    expect(decide(healing)).toBe(decision);
  });
});
