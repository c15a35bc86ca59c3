import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSuspiciousShrink } from './is-suspicious-shrink.ts';

describe(isSuspiciousShrink, () => {
  it.each([
    [1, 0, true],
    [100, 0, true],
    [100, 49, true],
    [100, 50, false],
    [4, 1, true],
    [4, 2, false],
    [3, 1, false],
    [0, 0, false],
    [0, 100, false],
  ])('of %i objects to %i: %s', (before, after, isSuspicious) => {
    expect(isSuspiciousShrink(before, after)).toBe(isSuspicious);
  });

  it('never doubts what grows, and doubts no more the more is left', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), (before, after, more) => {
        if (after >= before) expect(isSuspiciousShrink(before, after)).toBe(false);
        if (!isSuspiciousShrink(before, after)) expect(isSuspiciousShrink(before, after + more)).toBe(false);
        expect(isSuspiciousShrink(before, 0)).toBe(before > 0);
      }),
    );
  });
});
