import { describe, expect, it } from 'vitest';
import { explainWindow } from './maintenance-window.ts';

describe('a weekly maintenance window in UTC', () => {
  it.each([
    [
      'before it',
      'sun',
      '03:00',
      60,
      '2026-11-22T02:59:59Z',
      false,
      'sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z',
    ],
    [
      'at its first instant',
      'sun',
      '03:00',
      60,
      '2026-11-22T03:00:00Z',
      true,
      'sun 03:00-04:00 UTC, open until 2026-11-22T04:00Z',
    ],
    [
      'in its last minute',
      'sun',
      '03:00',
      60,
      '2026-11-22T03:59:59Z',
      true,
      'sun 03:00-04:00 UTC, open until 2026-11-22T04:00Z',
    ],
    [
      'after it',
      'sun',
      '03:00',
      60,
      '2026-11-22T04:00:00Z',
      false,
      'sun 03:00-04:00 UTC, next from 2026-11-29T03:00Z',
    ],
    [
      'over midnight',
      'sat',
      '22:00',
      240,
      '2026-11-22T01:30:00Z',
      true,
      'sat 22:00-02:00 UTC, open until 2026-11-22T02:00Z',
    ],
    [
      'over the end of a week',
      'sat',
      '23:30',
      60,
      '2026-11-22T00:10:00Z',
      true,
      'sat 23:30-00:30 UTC, open until 2026-11-22T00:30Z',
    ],
    [
      'over the end of a year',
      'thu',
      '23:00',
      120,
      '2026-12-31T23:30:00Z',
      true,
      'thu 23:00-01:00 UTC, open until 2027-01-01T01:00Z',
    ],
    [
      'a week ahead',
      'mon',
      '00:00',
      30,
      '2026-11-23T00:30:00Z',
      false,
      'mon 00:00-00:30 UTC, next from 2026-11-30T00:00Z',
    ],
  ] as const)('is told %s', (_title, day, start, minutes, at, isOpen, text) => {
    expect(explainWindow({ day, start, minutes }, new Date(at))).toStrictEqual({ isOpen, text });
  });
});
