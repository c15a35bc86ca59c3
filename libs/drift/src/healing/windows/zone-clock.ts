import { HealingRulesError } from '../healing-rules-error.ts';

const HOUR_MS = 3_600_000;

/** No zone has ever moved its clocks twice within three days. Source: tz database. */
const PROBE_MS = 36 * HOUR_MS;

/**
 * Clock on the wall of a time zone. Local times are milliseconds as `Date.UTC` counts them, as if the wall were in UTC.
 */
export interface ZoneClock {
  /** What the clock shows at an instant. */
  localMsAt(instantMs: number): number;
  /**
   * The last instant at which the clock shows a time; where it never shows it because it is put forward over it, the
   * instant at which it is put forward.
   */
  lastInstantOf(localMs: number): number;
}

/**
 * Makes the clock of a zone of the tz database, by the rules that the runtime knows; the zone of the process has no part.
 *
 * @throws HealingRulesError `ERR_HEALING_TIME_ZONE` for a name that is no time zone
 */
export function createZoneClock(timeZone: string): ZoneClock {
  const format = toFormat(timeZone);
  function localMsAt(instantMs: number): number {
    const parts = format.formatToParts(instantMs);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((candidate) => candidate.type === type)?.value);
    const dayMs = Date.UTC(part('year'), part('month') - 1, part('day'));
    const milliseconds = ((instantMs % 1_000) + 1_000) % 1_000;
    return dayMs + part('hour') * HOUR_MS + part('minute') * 60_000 + part('second') * 1_000 + milliseconds;
  }
  return {
    localMsAt,
    lastInstantOf(localMs) {
      const [before, after] = [localMs - PROBE_MS, localMs + PROBE_MS];
      const offsets = [before, after].map((probe) => localMsAt(probe) - probe);
      const shown = offsets.map((offset) => localMs - offset).filter((at) => localMsAt(at) === localMs);
      return shown.length > 0 ? Math.max(...shown) : findJump(localMsAt, { fromMs: before, untilMs: after });
    },
  };
}

/** Halves a span with one change of offset down to the instant of that change. */
function findJump(
  localMsAt: (instantMs: number) => number,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): number {
  const offsetBefore = localMsAt(fromMs) - fromMs;
  let [low, high] = [fromMs, untilMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (localMsAt(middle) - middle === offsetBefore) low = middle;
    else high = middle;
  }
  return high;
}

function toFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new HealingRulesError(
      'ERR_HEALING_TIME_ZONE',
      `agent.json: maintenance.timeZone is "${timeZone}", which is no time zone of the tz database; take one such as "Europe/Vienna", or "UTC"`,
      { cause },
    );
  }
}
