import type { WeeklyWindow } from './fleet-side.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const MINUTE_MS = 60_000;

const DAY_MINUTES = 24 * 60;

const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Where an instant stands to a weekly window. */
export interface WindowState {
  readonly isOpen: boolean;
  /** Such as `sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z`, or `…, open until 2026-11-22T04:00Z`. */
  readonly text: string;
}

/** Tells whether a weekly window in UTC is open at an instant, and when it ends or opens next. */
export function explainWindow(window: WeeklyWindow, at: Date): WindowState {
  const start = minuteOfWeek(window);
  const now = at.getUTCDay() * DAY_MINUTES + at.getUTCHours() * 60 + at.getUTCMinutes();
  const since = (now - start + WEEK_MINUTES) % WEEK_MINUTES;
  const isOpen = since < window.minutes;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const until = minute - since + (isOpen ? window.minutes : WEEK_MINUTES);
  const moment = new Date(until * MINUTE_MS).toISOString().replace(':00.000Z', 'Z');
  const span = `${window.day} ${window.start}-${renderTime(start + window.minutes)} UTC`;
  return { isOpen, text: `${span}, ${isOpen ? 'open until' : 'next from'} ${moment}` };
}

function minuteOfWeek({ day, start }: WeeklyWindow): number {
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  return DAYS.indexOf(day) * DAY_MINUTES + hours * 60 + minutes;
}

function renderTime(minuteOfAnyDay: number): string {
  const minute = minuteOfAnyDay % DAY_MINUTES;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
