import { describe, expect, it } from 'vitest';
import { toBackupWindow, toMaintenanceWindow } from './week-windows.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const lengths = [30, 60, 61, 480] as const;
const DAY = 1_440;
const WEEK = 7 * DAY;

/** Every quarter of an hour of the week, and every length. */
const windows = days.flatMap((day) =>
  Array.from({ length: 96 }, (_, quarter) => {
    const start = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    return lengths.map((minutes) => ({ day, start, minutes }));
  }).flat(),
);

describe('the maintenance window', () => {
  it.each([
    ['sun', '03:00', 60, 'sun:03:00-sun:04:00'],
    ['sat', '23:30', 60, 'sat:23:30-sun:00:30'],
    ['sun', '23:59', 30, 'sun:23:59-mon:00:29'],
    ['wed', '00:00', 480, 'wed:00:00-wed:08:00'],
    ['fri', '16:00', 480, 'fri:16:00-sat:00:00'],
  ] as const)('from %s %s for %i minutes is %s', (day, start, minutes, expected) => {
    expect(toMaintenanceWindow({ day, start, minutes })).toBe(expected);
  });

  it('begins when asked and has the length that was asked for, at every start of the week', () => {
    for (const window of windows) {
      const [from = '', to = ''] = toMaintenanceWindow(window).split('-');

      expect(from).toBe(`${window.day}:${window.start}`);
      expect((parseDayTime(to) - parseDayTime(from) + WEEK) % WEEK).toBe(window.minutes);
    }
  });
});

describe('the backup window', () => {
  it.each([
    ['sun', '03:00', '01:00-02:00'],
    ['sun', '02:00', '00:00-01:00'],
    ['sun', '01:15', '23:15-00:15'],
    ['sun', '00:00', '22:00-23:00'],
  ] as const)('before maintenance on %s at %s is %s', (day, start, expected) => {
    expect(toBackupWindow({ day, start, minutes: 60 })).toBe(expected);
  });

  it('never meets the maintenance window, at every start of the week and every length', () => {
    for (const window of windows) {
      const maintenance = parseTime(window.start);
      const [from = '', to = ''] = toBackupWindow(window).split('-');
      const begin = (parseTime(from) - maintenance + DAY) % DAY;

      expect(begin).toBeGreaterThanOrEqual(window.minutes);
      expect(begin + ((parseTime(to) - parseTime(from) + DAY) % DAY)).toBeLessThanOrEqual(DAY);
    }
  });
});

function parseTime(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

function parseDayTime(text: string): number {
  return days.findIndex((day) => text.startsWith(day)) * DAY + parseTime(text.slice(4));
}
