import type { AgentConfig, WeekWindow } from '@atoll/agent-model';
import type { TimeSpan } from './time-span.ts';
import { createZoneClock, type ZoneClock } from './zone-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A window that the clocks leave out returns after a week; the second week is for a window begun on its last day. */
const HORIZON_DAYS = 15;

/** A window is no longer than a day, and a local date is at most a day off that of UTC. */
const MARGIN_DAYS = 3;

/** Days as `Date.prototype.getUTCDay` counts them. */
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** The maintenance windows of a half, as spans of absolute time; those that meet or overlap are one. */
export interface MaintenanceCalendar {
  /** The window that an instant lies in; its start is looked for no further back than three days. */
  windowAt(instantMs: number): TimeSpan | undefined;
  /** The first window that begins after an instant, within fifteen days; none where one window follows the other for ever. */
  nextWindow(instantMs: number): TimeSpan | undefined;
}

/**
 * Makes the calendar of weekly windows in a time zone.
 *
 * A window never lies outside of what its rule says on the wall clock, and never lasts longer than its minutes. So where
 * the clocks are put forward it is shorter, or left out if it lies wholly in the hour that is left out; a start that comes
 * twice is the second.
 *
 * @throws HealingRulesError `ERR_HEALING_TIME_ZONE`
 */
export function createMaintenanceCalendar({
  timeZone,
  windows,
}: AgentConfig['maintenance']): MaintenanceCalendar {
  const clock = createZoneClock(timeZone);
  const listSpans = (instantMs: number) =>
    joinSpans(listDates(clock.localMsAt(instantMs)).flatMap((dateMs) => toSpans({ dateMs, windows }, clock)));
  return {
    windowAt: (instantMs) =>
      listSpans(instantMs).find(({ fromMs, untilMs }) => fromMs <= instantMs && instantMs < untilMs),
    nextWindow: (instantMs) => listSpans(instantMs).find(({ fromMs }) => fromMs > instantMs),
  };
}

function listDates(localMs: number): readonly number[] {
  const todayMs = Math.floor(localMs / DAY_MS) * DAY_MS;
  return Array.from(
    { length: MARGIN_DAYS + HORIZON_DAYS + 1 },
    (_, index) => todayMs + (index - MARGIN_DAYS) * DAY_MS,
  );
}

function toSpans(
  { dateMs, windows }: { readonly dateMs: number; readonly windows: readonly WeekWindow[] },
  clock: ZoneClock,
): readonly TimeSpan[] {
  const today = DAYS[new Date(dateMs).getUTCDay()];
  return windows
    .filter(({ day }) => day === today)
    .map(({ start, minutes }) => {
      const startMs = dateMs + minutesOf(start) * MINUTE_MS;
      const lengthMs = minutes * MINUTE_MS;
      const fromMs = clock.lastInstantOf(startMs);
      return { fromMs, untilMs: Math.min(fromMs + lengthMs, clock.lastInstantOf(startMs + lengthMs)) };
    })
    .filter(({ fromMs, untilMs }) => fromMs < untilMs);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function joinSpans(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last === undefined || last.untilMs < span.fromMs) joined.push(span);
    else joined[joined.length - 1] = { ...last, untilMs: Math.max(last.untilMs, span.untilMs) };
  }
  return joined;
}
