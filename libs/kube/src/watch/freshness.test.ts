import { describe, expect, it } from 'vitest';
import { createFreshness } from './freshness.ts';

describe('createFreshness', () => {
  it('is stale when no proof came for longer than it may, until one comes', () => {
    const freshness = createFreshness(5_000, 0);
    expect([freshness.isStale(5_000), freshness.isStale(5_001)]).toStrictEqual([false, true]);
    freshness.note(5_001);
    expect([freshness.isStale(5_001), freshness.ageMs(6_001)]).toStrictEqual([false, 1_000]);
  });

  it('asks for new sessions every 5 s while it is stale, and not before', () => {
    const freshness = createFreshness(5_000, 0);
    const times = [4_000, 6_000, 7_000, 10_999, 11_000, 12_000];
    expect(times.filter((now) => freshness.shouldRecycle(now))).toStrictEqual([6_000, 11_000]);
  });

  it('is fresh for ever where no proof is expected', () => {
    expect(createFreshness(undefined, 0).isStale(Number.MAX_VALUE)).toBe(false);
  });
});
