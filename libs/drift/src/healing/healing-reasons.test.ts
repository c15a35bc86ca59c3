import { describe, expect, it } from 'vitest';
import { decideHealing } from './decide-healing.ts';
import type { HealingMemory } from './healing-memory.ts';
import { type HealingCase, toAddition, toChange, toHealingInput } from './testing/healing-case.ts';

const NOTHING: HealingMemory = { object: undefined, breaker: undefined };
const RESTART = [toChange('/spec/forProvider/instanceClass')];
const FOREIGN = [toAddition('/data/x', 'argocd-controller')];
const FLUX = { drift: { policy: 'flux' } } as const;
const FREEZE = {
  freezes: [
    { name: 'q4', from: '2026-12-01T00:00:00Z', until: '2026-12-12T00:00:00Z', reason: 'quarter end' },
  ],
};
const ASKED = { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z' } };
const IGNORED = { ignored: { by: 'ada', until: '2026-12-04T00:00:00Z', reason: 'INC-7' } };
const PAUSED = { drift: { pauses: [{ until: '2026-12-05T00:00:00Z', actor: 'bob', reason: 'INC-8' }] } };
function forDatabase(rest: HealingCase): HealingCase {
  return { kind: 'database', changes: RESTART, ...rest };
}

describe('what a decision about healing says', () => {
  it.each<[what: string, healing: HealingCase, reason: string]>([
    [
      'a window',
      forDatabase({}),
      'healing /spec/forProvider/instanceClass restarts the database, which waits for a maintenance window; it is done from 2026-12-08T02:00:00Z on',
    ],
    [
      'a freeze',
      forDatabase({ rules: FREEZE }),
      'healing /spec/forProvider/instanceClass restarts the database, and freeze q4 (quarter end) is on; it is done from 2026-12-15T02:00:00Z on',
    ],
    [
      'a request without leave',
      forDatabase({ record: ASKED }),
      'healing /spec/forProvider/instanceClass restarts the database, which waits for a maintenance window; it is done from 2026-12-08T02:00:00Z on; ada asked to heal it now, without leave to interrupt',
    ],
    ['a pause', { rules: PAUSED }, 'bob paused healing (INC-8) until 2026-12-05T00:00:00Z'],
    [
      'what Flux leaves',
      { verdict: 'Extra', changes: FOREIGN, rules: FLUX },
      'Flux leaves what others added: /data/x (by argocd-controller); that takes policy apply, or a person',
    ],
    [
      'what Flux does in part',
      { changes: [toChange('/data/a'), ...FOREIGN], rules: FLUX },
      'Flux is asked to reconcile stage workloads, as the policy says: healing /data/a interrupts nothing; it leaves /data/x, which takes policy apply',
    ],
    [
      'a request against the policy',
      { record: ASKED, rules: { drift: { policy: 'notify' } } },
      'policy notify only tells people; what ada asked for needs policy flux or apply',
    ],
  ])('says why, of %s', (_, healing, reason) => {
    expect(decideHealing(NOTHING, toHealingInput(healing)).decision.reason).toBe(reason);
  });

  it('applies with the uid and the resource version that were looked at', () => {
    const { decision } = decideHealing(NOTHING, toHealingInput({ verdict: 'Extra', changes: FOREIGN }));

    expect(decision).toMatchObject({ action: 'apply', guard: { uid: 'u1', resourceVersion: '7' } });
  });

  it.each<[string, HealingCase, boolean]>([
    [
      'acknowledged since it is so',
      { record: { acknowledged: { by: 'ada', at: '2026-12-03T12:00:00Z' } } },
      true,
    ],
    [
      'acknowledged before it changed',
      { record: { acknowledged: { by: 'ada', at: '2026-12-03T11:59:59Z' } } },
      false,
    ],
    ['ignored', { record: IGNORED }, true],
    ['neither', {}, false],
  ])('is quiet as the drift is %s: %s', (_, healing, isQuiet) => {
    expect(decideHealing(NOTHING, toHealingInput(healing)).isQuiet).toBe(isQuiet);
  });
});
