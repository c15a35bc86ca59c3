import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from './create-rate-limit.ts';

describe('a rate limit', () => {
  it('lets a burst through, then as many as the rate, and says when the next may come', () => {
    let now = 0;
    const limit = createRateLimit({ burst: 3, perSecond: 0.5 }, () => now);

    expect([1, 2, 3, 4].map(() => limit.take('a'))).toStrictEqual([0, 0, 0, 2]);
    now = 1999;
    expect(limit.take('a')).toBe(1);
    now = 2000;
    expect([limit.take('a'), limit.take('a')]).toStrictEqual([0, 2]);
  });

  it('counts each caller apart', () => {
    const limit = createRateLimit({ burst: 1, perSecond: 1 }, () => 0);

    expect([limit.take('a'), limit.take('b'), limit.take('a')]).toStrictEqual([0, 0, 1]);
  });

  it('never lets more through than burst and rate allow, whenever requests come', () => {
    const rule = fc.record({
      burst: fc.integer({ min: 1, max: 20 }),
      perSecond: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(
        rule,
        fc.array(fc.nat({ max: 500 }), { maxLength: 200 }),
        ({ burst, perSecond }, pausesMs) => {
          let now = 0;
          let passed = 0;
          const limit = createRateLimit({ burst, perSecond }, () => now);
          for (const pause of pausesMs) {
            now += pause;
            if (limit.take('a') === 0) passed += 1;
            expect(passed).toBeLessThanOrEqual(burst + (now / 1000) * perSecond + 1e-6);
          }
        },
      ),
    );
  });

  it('keeps the limit of a caller through a flood of others', () => {
    const limit = createRateLimit({ burst: 1, perSecond: 1 }, () => 0);
    limit.take('a');
    const flood = Array.from({ length: 20_000 }, (_value, index) => limit.take(`other-${index}`));

    expect(limit.take('a')).toBe(1);
    expect(flood.filter((seconds) => seconds === 0).length).toBeLessThanOrEqual(10_001);
  });
});
