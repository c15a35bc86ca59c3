import { describe, expect, it } from 'vitest';
import { createRenewTimes, toMicroTime } from './micro-time.ts';

describe('toMicroTime', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [1_764_543_845_123_456, '2025-11-30T23:04:05.123456Z'],
    [1_764_543_845_123_007, '2025-11-30T23:04:05.123007Z'],
  ])('gives %d with six digits', (micros, text) => {
    expect(toMicroTime(micros)).toBe(text);
  });
});

describe('createRenewTimes', () => {
  it('never gives a time twice, also when the clock stands still or goes back', () => {
    const walls = [5, 5, 5, 3, 3, 6];
    const next = createRenewTimes(() => walls.shift() ?? 0);
    expect(walls.slice().map(() => next().slice(20))).toEqual([
      '005000Z',
      '005001Z',
      '005002Z',
      '005003Z',
      '005004Z',
      '006000Z',
    ]);
  });
});
