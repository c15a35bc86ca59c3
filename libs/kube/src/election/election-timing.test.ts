import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMING, assertTiming } from './election-timing.ts';

describe('assertTiming', () => {
  it('passes the times of client-go', () => {
    expect(assertTiming(DEFAULT_TIMING)).toBe(DEFAULT_TIMING);
  });

  it.each([
    [{ leaseDurationMs: 10_000 }, 'leaseDurationMs must be above renewDeadlineMs'],
    [{ leaseDurationMs: 15_500 }, 'leaseDurationMs must be whole seconds'],
    [{ retryPeriodMs: 9_000 }, 'renewDeadlineMs must be above 1.2 times retryPeriodMs'],
    [{ retryPeriodMs: 0 }, 'must be above 0'],
  ])('refuses %j', (change, rule) => {
    expect(() => assertTiming({ ...DEFAULT_TIMING, ...change })).toThrow(
      expect.objectContaining({ code: 'ERR_ELECTION_TIMING', message: expect.stringContaining(rule) }),
    );
  });
});
