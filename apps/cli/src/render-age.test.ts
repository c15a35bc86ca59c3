import { describe, expect, it } from 'vitest';
import { renderAge } from './render-age.ts';

const NOW = new Date('2026-11-30T12:00:00Z');

describe(renderAge, () => {
  it.each([
    ['2026-11-30T11:59:18Z', '42 s'],
    ['2026-11-30T11:58:00Z', '2 min'],
    ['2026-11-30T10:01:00Z', '119 min'],
    ['2026-11-30T09:00:00Z', '3 h'],
    ['2026-11-20T12:00:00Z', '10 d'],
    ['2026-11-30T14:00:00Z', 'in 2 h'],
    ['2026-11-30T12:00:00.900Z', '0 s'],
    ['some day', '?'],
    [undefined, '?'],
  ])('of %s is %s', (instant, age) => {
    expect(renderAge(instant, NOW)).toBe(age);
  });
});
