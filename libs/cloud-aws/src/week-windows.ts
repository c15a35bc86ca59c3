import { formatWeekTime, parseWeekTime, weekTimeAfter, type WeekTime } from '@atoll/platform';
import type { Window } from '@atoll/region-model';

/** Minutes from the start of the daily backup to the start of the maintenance window. */
const BACKUP_LEAD_MINUTES = 120;

/** Length of the daily backup window in minutes; RDS wants at least 30. */
const BACKUP_MINUTES = 60;

/** Gives the weekly maintenance window as RDS writes it, in UTC: `sun:03:00-sun:04:00`. */
export function toMaintenanceWindow(window: Window): string {
  const start = parseWeekTime(window);
  return `${renderDay(start)}-${renderDay(weekTimeAfter(start, window.minutes))}`;
}

/**
 * Gives the daily backup window as RDS writes it, in UTC: `01:00-02:00`.
 *
 * It begins two hours before the maintenance window, and with a window of at most eight hours never overlaps it.
 */
export function toBackupWindow(window: Window): string {
  const start = weekTimeAfter(parseWeekTime(window), -BACKUP_LEAD_MINUTES);
  return `${formatWeekTime(start)}-${formatWeekTime(weekTimeAfter(start, BACKUP_MINUTES))}`;
}

function renderDay(time: WeekTime): string {
  return `${time.day}:${formatWeekTime(time)}`;
}
