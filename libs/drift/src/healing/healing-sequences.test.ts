import { describe, expect, it } from 'vitest';
import type { HealingResult } from './decide-healing.ts';
import { type HealingCase, toAddition, toChange } from './testing/healing-case.ts';
import { simulateHealing } from './testing/simulate-healing.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const FLUX: HealingCase = { rules: { drift: { policy: 'flux' } } };
const BY_ARGO = toAddition('/data/x', 'argocd-controller');

function short({ decision }: HealingResult): string {
  return `${decision.action} ${decision.code}`;
}

/** What another writer makes of the object after each of our writes. */
function toLive(version: number): HealingCase {
  return { live: { uid: 'u1', resourceVersion: String(version) } };
}

describe('healing, step by step', () => {
  it('asks Flux once, gives it two minutes, then applies', () => {
    const healing = simulateHealing();

    expect(short(healing.decide(0, {}))).toBe('askFlux policy');
    healing.note({ result: 'done' });
    expect(short(healing.decide(SECOND, toLive(8)))).toBe('wait settling');
    expect(short(healing.decide(119 * SECOND, {}))).toBe('apply flux-did-not-help');
    expect(short(healing.decide(0, {}))).toBe('wait settling');
    expect(short(healing.decide(SECOND, { verdict: 'InSync' }))).toBe('none in-sync');
  });

  it('does not act again on what it has acted on, however often it is asked', () => {
    const healing = simulateHealing();
    healing.decide(0, FLUX);

    const again = Array.from({ length: 50 }, () => short(healing.decide(SECOND, FLUX)));

    expect(new Set(again)).toEqual(new Set(['wait settling']));
  });

  it('tries again and again what does not work, ever more slowly', () => {
    const healing = simulateHealing();
    const acts: number[] = [];
    for (let step = 0; step < 4_000; step += 1) {
      const { decision } = healing.decide(step === 0 ? 0 : SECOND, { changes: [BY_ARGO], verdict: 'Extra' });
      if (decision.action !== 'apply') continue;
      acts.push(step);
      healing.note({ result: 'failed', why: 'forbidden' });
    }

    expect(acts.slice(0, 8)).toEqual([0, 1, 2, 4, 10, 28, 82, 244]);
    expect(acts.slice(8)).toEqual(Array.from({ length: 12 }, (_, index) => 544 + index * 300));
  });

  it('waits as long as the API server asks for, and no longer than five minutes', () => {
    const healing = simulateHealing();
    healing.decide(0, {});
    healing.note({ result: 'failed', why: 'other', retryAtMs: healing.nowMs() + 20 * SECOND });

    expect(healing.decide(SECOND, {}).decision).toMatchObject({
      action: 'wait',
      code: 'backoff',
      reason: 'the API server asked to be left alone until 2026-12-03T12:00:20Z',
    });
    expect(short(healing.decide(19 * SECOND, {}))).toBe('apply flux-did-not-help');
  });

  it('begins anew only after ten minutes as in Git', () => {
    const healing = simulateHealing();
    const fail = () => {
      const made = short(healing.decide(0, FLUX));
      healing.note({ result: 'failed', why: 'conflict' });
      return made;
    };
    expect([fail(), fail(), fail(), fail()]).toEqual([
      'askFlux policy',
      'askFlux policy',
      'askFlux policy',
      'wait backoff',
    ]);

    healing.decide(SECOND, { verdict: 'InSync' });
    expect(healing.decide(10 * MINUTE - 1, FLUX).object.acts).toBe(4);
    healing.decide(0, { verdict: 'InSync' });
    expect(healing.decide(10 * MINUTE, FLUX).object.acts).toBe(1);
  });

  it('does not count the time as healed in which it could not see', () => {
    const healing = simulateHealing();
    healing.decide(0, FLUX);
    healing.note({ result: 'done' });
    healing.decide(SECOND, { verdict: 'InSync' });
    healing.decide(MINUTE, { verdict: 'Unknown' });

    expect(healing.decide(20 * MINUTE, FLUX).object.acts).toBe(2);
  });

  it('leaves a fight to a person after three rounds and names both sides', () => {
    const healing = simulateHealing();
    const wanted = [
      toChange('/data/a', {
        by: { manager: 'argocd-controller', operation: 'Apply', user: 'system:serviceaccount:argocd:argo' },
      }),
    ];
    for (let round = 0; round < 3; round += 1) {
      expect(healing.decide(SECOND, { changes: wanted, ...FLUX }).decision.action).toBe('askFlux');
      healing.note({ result: 'done' });
      healing.decide(SECOND, { verdict: 'InSync' });
    }

    const { decision } = healing.decide(SECOND, { changes: wanted, ...FLUX });
    expect(decision).toEqual({
      action: 'none',
      code: 'fight',
      reason:
        'kustomize-controller for Git and argocd-controller (user system:serviceaccount:argocd:argo) changed /data/a in turn 3 times up to 2026-12-03T12:00:07Z; a person has to end it, by stopping the one or changing Git, or asks for one more healing',
    });
    expect(short(healing.decide(24 * 60 * MINUTE, { changes: wanted, ...FLUX }))).toBe('none fight');
  });

  it('sees a fight that is too quick to be seen healed, by the writes that were taken', () => {
    const healing = simulateHealing();
    const made: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      made.push(
        short(healing.decide(SECOND, { verdict: 'Extra', changes: [BY_ARGO], ...toLive(10 + 2 * round) })),
      );
      healing.note({ result: 'done' });
    }

    expect(made).toEqual([
      'apply beyond-flux',
      'apply beyond-flux',
      'apply beyond-flux',
      'none fight',
      'none fight',
      'none fight',
    ]);
  });

  it('sees a fight over whether an object is there', () => {
    const healing = simulateHealing();
    const made: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      made.push(short(healing.decide(SECOND, { verdict: 'Missing' })));
      healing.note({ result: 'done' });
      healing.decide(SECOND, { verdict: 'InSync' });
    }

    expect(made.slice(2)).toEqual(['recreate flux-did-not-help', 'none fight', 'none fight']);
    expect(healing.decide(SECOND, { verdict: 'Missing' }).decision.reason).toContain(
      'a writer that left no trace changed whether the object is there',
    );
  });

  it('takes three edits of other fields for no fight', () => {
    const healing = simulateHealing();
    const made: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      made.push(short(healing.decide(10 * SECOND, { changes: [toChange(`/data/${round}`)], ...FLUX })));
      healing.note({ result: 'done' });
      healing.decide(10 * SECOND, { verdict: 'InSync' });
    }

    expect(made).toEqual(Array.from({ length: 4 }, () => 'askFlux policy'));
  });

  it('ends a fight once on the word of a person, and for good after ten minutes as in Git', () => {
    const healing = simulateHealing();
    const undo = (record: HealingCase['record'] = {}) => {
      const made = short(healing.decide(SECOND, { ...FLUX, record }));
      healing.note({ result: 'done' });
      healing.decide(SECOND, { verdict: 'InSync', record });
      return made;
    };
    undo();
    undo();
    undo();
    const record = { healRequested: { by: 'ada', at: '2026-12-03T12:00:10Z' } };

    expect(undo()).toBe('none fight');
    expect(short(healing.decide(SECOND, FLUX))).toBe('none fight');
    expect(short(healing.decide(SECOND, { ...FLUX, record }))).toBe('askFlux requested');
    healing.note({ result: 'done' });
    healing.decide(SECOND, { verdict: 'InSync', record });
    expect(short(healing.decide(SECOND, { ...FLUX, record }))).toBe('none fight');
    healing.decide(SECOND, { verdict: 'InSync', record });
    healing.decide(10 * MINUTE, { verdict: 'InSync', record });
    expect(short(healing.decide(SECOND, { ...FLUX, record }))).toBe('askFlux policy');
  });

  it('serves a request once', () => {
    const healing = simulateHealing();
    const asked: HealingCase = {
      kind: 'database',
      changes: [toChange('/spec/forProvider/instanceClass')],
      record: { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z', allowDisruptive: true } },
    };

    expect(short(healing.decide(0, asked))).toBe('askFlux requested');
    expect(short(healing.decide(0, asked))).toBe('wait window');
    const anew = { healRequested: { by: 'ada', at: '2026-12-03T12:00:00Z', allowDisruptive: true } };
    expect(short(healing.decide(0, { ...asked, record: anew }))).toBe('apply requested');
  });

  it('does not keep a request for a later drift once the object is as in Git', () => {
    const healing = simulateHealing();
    const record = { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z', allowDisruptive: true } };
    healing.decide(0, { verdict: 'InSync', record });

    expect(
      short(
        healing.decide(SECOND, {
          kind: 'database',
          changes: [toChange('/spec/forProvider/instanceClass')],
          record,
        }),
      ),
    ).toBe('wait window');
  });

  it('makes an object again, in a window, if a field of it cannot be changed', () => {
    const healing = simulateHealing();
    healing.decide(0, { verdict: 'Extra', changes: [BY_ARGO] });
    healing.note({ result: 'failed', why: 'immutable' });

    expect(short(healing.decide(SECOND, FLUX))).toBe('none needs-apply');
    expect(healing.decide(SECOND, {}).decision).toMatchObject({
      action: 'wait',
      code: 'window',
      reason: expect.stringContaining('healing ConfigMap it deletes it and makes it again'),
    });
    const toWindowMs = Date.parse('2026-12-08T02:00:00Z') - healing.nowMs();
    expect(healing.decide(toWindowMs, {}).decision).toMatchObject({
      action: 'recreate',
      replaces: { uid: 'u1', resourceVersion: '7' },
    });
  });

  it('never makes a database again for a field that cannot be changed', () => {
    const healing = simulateHealing();
    const record = { healRequested: { by: 'ada', at: '2026-12-03T11:59:00Z', allowDisruptive: true } };
    const changed: HealingCase = {
      kind: 'database',
      verdict: 'Extra',
      changes: [toAddition('/metadata/labels/x', 'argocd-controller')],
    };
    healing.decide(0, changed);
    healing.note({ result: 'failed', why: 'immutable' });

    expect(short(healing.decide(SECOND, { ...changed, record }))).toBe('none destructive');
  });

  it('waits no longer than it would have when the clock is put back by an hour', () => {
    const healing = simulateHealing();
    healing.decide(60 * MINUTE, FLUX);

    expect(short(healing.decide(-60 * MINUTE, FLUX))).toBe('wait settling');
    expect(short(healing.decide(2 * MINUTE, FLUX))).toBe('askFlux policy');
  });
});
