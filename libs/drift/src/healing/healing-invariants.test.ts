import { verdictClasses } from '@atoll/agent-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffOf } from './budget/backoff-of.ts';
import { decideHealing } from './decide-healing.ts';
import type { HealingMemory } from './healing-memory.ts';
import { findFreeze } from './gates/find-freeze.ts';
import { anyHealingCase, HIDDEN } from './testing/arbitrary-healing.ts';
import { type HealingCase, toAddition, toChange, toHealingInput } from './testing/healing-case.ts';
import { simulateHealing } from './testing/simulate-healing.ts';

const NOTHING: HealingMemory = { object: undefined, breaker: undefined };
const ACTS: readonly string[] = ['askFlux', 'apply', 'recreate'];

function isAct({ action }: { readonly action: string }): boolean {
  return ACTS.includes(action);
}

/** Runs decisions one after the other, each on what the one before said to remember; time goes on by itself. */
function anyHistory(): fc.Arbitrary<readonly HealingCase[]> {
  return fc
    .array(anyHealingCase(), { minLength: 1, maxLength: 25 })
    .map((cases) => [...cases].sort((a, b) => a.nowMs - b.nowMs));
}

describe('whatever happens, healing', () => {
  it('keeps to policy, class, window, freeze, pause and fences', () => {
    let acts = 0;
    fc.assert(
      fc.property(anyHistory(), (history) => {
        let memory = NOTHING;
        for (const healing of history) {
          const input = toHealingInput(healing);
          const result = decideHealing(memory, input);
          memory = result;
          if (!isAct(result.decision)) continue;
          acts += 1;
          const { rules, nowMs, record, fences, stage, verdict } = input;
          expect(['flux', 'apply']).toContain(result.policy);
          if (result.policy === 'flux') expect(result.decision.action).toBe('askFlux');
          expect(['safe', 'disruptive']).toContain(result.healClass);
          expect(['Modified', 'Extra', 'Missing', 'Recreated']).toContain(verdict.class);
          if (result.healClass === 'disruptive' && record.healRequested?.allowDisruptive !== true) {
            expect(rules.calendar.windowAt(nowMs)).toBeDefined();
            expect(findFreeze(rules.freezes, nowMs)).toBeUndefined();
          }
          if (result.decision.action === 'askFlux') expect(stage.othersClass).not.toBe('destructive');
          expect(rules.pauses.every(({ untilMs }) => untilMs <= nowMs)).toBe(true);
          expect(Date.parse(record.ignored?.until ?? '1970-01-01T00:00:00Z')).toBeLessThanOrEqual(nowMs);
          expect(fences).toEqual({ isLeader: true, isViewFresh: true, isCommitCurrent: true });
          expect(stage.isSuspended).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
    expect(acts).toBeGreaterThan(100);
  });

  it('gives the same decision for the same arguments, changes none of them, and remembers what JSON can hold', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
        let memory = NOTHING;
        for (const healing of history) {
          const before = JSON.stringify(memory);
          const input = toHealingInput(healing);
          const [first, second] = [decideHealing(memory, input), decideHealing(memory, input)];
          expect(second).toEqual(first);
          expect(JSON.stringify(memory)).toBe(before);
          const { object, breaker } = first;
          memory = JSON.parse(JSON.stringify({ object, breaker })) as HealingMemory;
          expect(memory).toEqual(breaker === undefined ? { object } : { object, breaker });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not act twice on one sight of an object, and waits for what lies ahead', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
        let memory = NOTHING;
        for (const healing of history) {
          const input = toHealingInput(healing);
          const first = decideHealing(memory, input);
          memory = first;
          if (first.decision.action === 'wait') expect(first.decision.untilMs).toBeGreaterThan(input.nowMs);
          if (isAct(first.decision)) expect(isAct(decideHealing(memory, input).decision)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('tells nobody a value', () => {
    fc.assert(
      fc.property(anyHistory(), (history) => {
        let memory = NOTHING;
        for (const healing of history) {
          const result = decideHealing(memory, toHealingInput(healing));
          memory = result;
          expect(JSON.stringify(result)).not.toContain(HIDDEN);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the time between acts that the budget asks for', () => {
    const step = fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 400_000 })),
      verdict: fc.constantFrom(...verdictClasses.filter((name) => name !== 'InSync')),
      field: fc.integer({ min: 0, max: 40 }),
      version: fc.integer({ min: 1, max: 5 }),
      outcome: fc.constantFrom('done', 'failed', 'lost'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const healing = simulateHealing();
        const actedMs: number[] = [];
        for (const { afterMs, verdict, field, version, outcome } of steps) {
          const { decision } = healing.decide(afterMs, {
            verdict,
            changes: [toChange(`/data/${field}`)],
            ...(verdict === 'Missing' ? {} : { live: { uid: 'u1', resourceVersion: `${version}` } }),
          });
          if (!isAct(decision)) continue;
          const lastMs = actedMs.at(-1);
          if (lastMs !== undefined)
            expect(healing.nowMs() - lastMs).toBeGreaterThanOrEqual(backoffOf(actedMs.length));
          actedMs.push(healing.nowMs());
          if (outcome === 'done') healing.note({ result: 'done' });
          if (outcome === 'failed') healing.note({ result: 'failed', why: 'other' });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends every fight after three rounds, be the other writer as quick or as slow as it likes', () => {
    const round = fc.record({
      untilHealedMs: fc.integer({ min: 0, max: 100_000 }),
      untilUndoneMs: fc.integer({ min: 0, max: 599_999 }),
      isSeen: fc.boolean(),
      extra: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(round, { minLength: 4, maxLength: 30 }), fc.boolean(), (rounds, isAdded) => {
        const healing = simulateHealing();
        const fought = isAdded ? toAddition('/data/a', 'argocd-controller') : toChange('/data/a');
        let acts = 0;
        let version = 1;
        let afterMs = 0;
        for (const { untilHealedMs, untilUndoneMs, isSeen, extra } of rounds) {
          const changes = [fought, ...(extra ? [toChange('/data/b')] : [])];
          const { decision } = healing.decide(afterMs, {
            changes,
            live: { uid: 'u1', resourceVersion: `${version}` },
          });
          version += 2;
          afterMs = untilUndoneMs;
          if (!isAct(decision)) continue;
          acts += 1;
          healing.note({ result: 'done' });
          if (isSeen || decision.action === 'askFlux') healing.decide(untilHealedMs, { verdict: 'InSync' });
        }
        expect(acts).toBeLessThanOrEqual(3);
        if (rounds.length > 12) expect(acts).toBe(3);
      }),
      { numRuns: 300 },
    );
  });
});
