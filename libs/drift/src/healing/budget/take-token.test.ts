import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BreakerState } from '../healing-memory.ts';
import { takeToken } from './take-token.ts';

/** Asks once at each time and gives the times at which it was let go. */
function takeAll(timesMs: readonly number[]): readonly number[] {
  let breaker: BreakerState | undefined;
  return timesMs.filter((nowMs) => {
    const answer = takeToken(breaker, nowMs);
    breaker = answer.breaker;
    return answer.openUntilMs === undefined;
  });
}

describe('the circuit breaker', () => {
  it('lets a hundred go at once and then none for five minutes', () => {
    const burst = Array.from({ length: 150 }, () => 0);

    expect(takeAll(burst)).toHaveLength(100);
    expect(takeAll([...burst, 299_999])).toHaveLength(100);
    expect(takeAll([...burst, 300_000])).toHaveLength(101);
  });

  it('lets one go each second for ever', () => {
    const timesMs = Array.from({ length: 1_000 }, (_, second) => second * 1_000);

    expect(takeAll(timesMs)).toHaveLength(1_000);
  });

  it('never lets more go than the burst and one a second, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 600 }), (gapsMs) => {
        let nowMs = 0;
        const timesMs = gapsMs.map((gapMs) => (nowMs += gapMs % 700));
        const letGo = takeAll(timesMs);
        letGo.forEach((fromMs, first) => {
          const within = letGo.slice(first).filter((atMs) => atMs - fromMs <= 60_000);
          expect(within.length).toBeLessThanOrEqual(161);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('stays open for no more than five minutes when the clock is put back', () => {
    const { breaker } = takeToken({ tokens: 0, atMs: 10_000_000 }, 10_000_000);
    const later = takeToken(breaker, 0);

    expect(later.openUntilMs).toBe(300_000);
    expect(takeToken(later.breaker, 300_000).openUntilMs).toBeUndefined();
  });
});
