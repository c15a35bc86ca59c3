import type { Window } from '../region.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** Gives the window that is open at an instant or opens next; both ends in UTC, which has no summer time. */
export function maintenanceAt(
  window: Window,
  at: Date,
): { readonly isOpen: boolean; readonly from: Date; readonly until: Date } {
  const [hours = 0, minutes = 0] = window.start.split(':').map(Number);
  const sinceDay = (at.getUTCDay() - DAYS.indexOf(window.day) + DAYS.length) % DAYS.length;
  const last = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - sinceDay, hours, minutes);
  // On its own day the window may not have begun yet: the last one was a week ago, and may reach into today.
  const begun = last > at.getTime() ? last - WEEK_MS : last;
  const isOpen = at.getTime() < begun + window.minutes * MINUTE_MS;
  const from = isOpen ? begun : begun + WEEK_MS;
  return { isOpen, from: new Date(from), until: new Date(from + window.minutes * MINUTE_MS) };
}
