import type { Window } from '@atoll/region-model';

/** Minutes of an hour, hours of a day. */
const HOUR = 60;
const DAY = 24 * HOUR;

/** Days in the order of cron, Sunday first. */
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly Window['day'][];

/** Minutes of a week. */
export const WEEK_MINUTES = 7 * DAY;

/** A minute of the week, in UTC. */
export interface WeekTime {
  readonly day: Window['day'];
  /** Number of the day as cron counts: 0 is Sunday. */
  readonly dayNumber: number;
  readonly hour: number;
  readonly minute: number;
}

/** Reads the start of a window. */
export function parseWeekTime(window: Pick<Window, 'day' | 'start'>): WeekTime {
  const [hour = 0, minute = 0] = window.start.split(':').map(Number);
  return { day: window.day, dayNumber: days.indexOf(window.day), hour, minute };
}

/** Gives the minute of the week that lies so many minutes later (or earlier, below zero), around the end of the week. */
export function weekTimeAfter(time: WeekTime, minutes: number): WeekTime {
  const total = time.dayNumber * DAY + time.hour * HOUR + time.minute + minutes;
  const minute = ((total % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
  const dayNumber = Math.floor(minute / DAY);
  return {
    day: days[dayNumber] as Window['day'],
    dayNumber,
    hour: Math.floor((minute % DAY) / HOUR),
    minute: minute % HOUR,
  };
}

/** Gives the time of day, `hh:mm`. */
export function formatWeekTime(time: WeekTime): string {
  return [time.hour, time.minute].map((part) => String(part).padStart(2, '0')).join(':');
}
