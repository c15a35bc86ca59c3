import { compareText } from '@atoll/core';
import type { AgentFreeze, GrantWindow } from '@atoll/region-model';
import type { Freeze } from './load-freezes.ts';

/** The freezes of the fleet, and the instant at which they are looked at. */
export interface FreezesAt {
  readonly freezes: readonly Freeze[];
  readonly at: Date;
}

/** The freezes of one region that are not over, and the instants between which they are these. */
export interface RegionFreezes {
  readonly freezes: readonly AgentFreeze[];
  readonly window: GrantWindow;
}

/** Gives the freezes that the agents of a region are told, by name: absolute instants, for an agent has a clock itself. */
export function freezesOfRegion(
  region: string,
  { freezes, at }: FreezesAt = { freezes: [], at: new Date(0) },
): RegionFreezes {
  const own = freezes.filter(({ regions }) => regions === undefined || regions.includes(region));
  const ends = own.map(({ until }) => until).sort();
  const now = at.getTime();
  const since = ends.findLast((end) => Date.parse(end) <= now);
  const until = ends.find((end) => Date.parse(end) > now);
  return {
    freezes: own
      .filter((freeze) => Date.parse(freeze.until) > now)
      // Its file says nothing to an agent.
      .map(({ name, from, until: end, reason }) => ({ name, from, until: end, reason }))
      .sort((a, b) => compareText(a.name, b.name)),
    window: { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
  };
}

/** Gives the span in which both are the same as now. */
export function joinWindows(a: GrantWindow, b: GrantWindow): GrantWindow {
  const since = [a.since, b.since]
    .filter((text) => text !== undefined)
    .sort(byTime)
    .at(-1);
  const until = [a.until, b.until]
    .filter((text) => text !== undefined)
    .sort(byTime)
    .at(0);
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

/** One may have thousandths of a second. */
function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
