import { expect, it } from 'vitest';
import { backoffOf } from './backoff-of.ts';

it('lets three acts go at once and then waits three times as long each time, up to five minutes', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000].map(backoffOf)).toEqual([
    0, 0, 0, 2_000, 6_000, 18_000, 54_000, 162_000, 300_000, 300_000, 300_000,
  ]);
});
