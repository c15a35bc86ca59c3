import { describe, expect, it } from 'vitest';
import { formatWeekTime, parseWeekTime, weekTimeAfter } from './week-time.ts';

describe('a minute of the week', () => {
  it.each([
    ['sun', '00:00', 0, 'sun', '00:00'],
    ['sun', '00:00', -1, 'sat', '23:59'],
    ['sat', '23:59', 1, 'sun', '00:00'],
    ['tue', '09:05', 1_440, 'wed', '09:05'],
    ['fri', '12:00', 10_080, 'fri', '12:00'],
    ['mon', '01:00', -120, 'sun', '23:00'],
  ] as const)('%s %s and %i minutes is %s %s', (day, start, minutes, expectedDay, expectedTime) => {
    const time = weekTimeAfter(parseWeekTime({ day, start }), minutes);

    expect([time.day, formatWeekTime(time)]).toEqual([expectedDay, expectedTime]);
  });
});
