import { describe, expect, it } from 'vitest';
import { parseUntil, toInstant } from './until-option.ts';

const NOW = new Date('2026-11-30T12:00:00Z');

describe(parseUntil, () => {
  it.each([
    ['90m', '2026-11-30T13:30:00.000Z'],
    ['3d', '2026-12-03T12:00:00.000Z'],
    ['2026-12-01T08:00:00Z', '2026-12-01T08:00:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(toInstant(parseUntil(text), NOW).toISOString()).toBe(instant);
  });

  it.each(['', '2', '0h', 'tomorrow', '2026-12-01', '2026-02-30T08:00:00Z', '2h30m'])(
    'refuses %j',
    (text) => {
      expect(() => parseUntil(text)).toThrow('Write a span such as 90m, 2h or 3d, or an instant');
    },
  );
});
