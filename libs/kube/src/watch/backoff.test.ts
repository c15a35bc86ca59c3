import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff.ts';

describe('createBackoff', () => {
  it('doubles from 0.8 s up to 30 s', () => {
    const backoff = createBackoff(() => 1);
    expect(Array.from({ length: 8 }, () => backoff.next(0))).toStrictEqual([
      800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000,
    ]);
  });

  it('spreads pauses between half and the whole', () => {
    expect(createBackoff(() => 0).next(0)).toBe(400);
    expect(createBackoff(() => 0.5).next(0)).toBe(600);
  });

  it('begins again after what had worked', () => {
    const backoff = createBackoff(() => 1);
    backoff.next(0);
    backoff.next(0);
    backoff.reset();
    expect(backoff.next(0)).toBe(800);
  });

  it('begins again after a while of success, and not after a moment of it', () => {
    const backoff = createBackoff(() => 1);
    backoff.next(0);
    backoff.noteSuccess(0);
    expect(backoff.next(29_999)).toBe(1_600);
    backoff.noteSuccess(40_000);
    expect(backoff.next(70_000)).toBe(800);
  });
});
