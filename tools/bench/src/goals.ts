import type { BenchResults, FleetResult } from './bench-results.ts';
import { renderStages } from './measure/measurements.ts';
import { sumTimes, type Time } from './stopwatch.ts';

/** The fleet size that most goals are about. */
const LARGE = 1_000;

/** Parse to serialise over the floor, CPU. */
const MOST_FLOORS = 15;

/** Time a region at 1,000 regions over time a region at 10: one, and the spread between runs. */
const MOST_GROWTH = 1.1;

/** Memory of the process at 1,000 regions, in megabytes. */
const MOST_MB = 400;

/** One region changed, and nothing changed, in process; then one changed as a process above a bare nx. In milliseconds. */
const MOST_CHANGED_MS = 250;
const MOST_IDLE_MS = 100;
const MOST_OVER_NX_MS = 1_500;

/** Times faster than `cdk8s synth`, at this many regions. */
const LEAST_LEAD = 8;
const LEAD_REGIONS = 100;

/** A goal and what was measured. */
export interface GoalOutcome {
  readonly goal: string;
  /** Undefined when the bench was not asked for the fleet size that the goal is about. */
  readonly measured: string | undefined;
  readonly isMet: boolean;
}

/** Gives every goal with what was measured. */
export function checkGoals(results: BenchResults): readonly GoalOutcome[] {
  const fleet = (regions: number) => results.fleets.find((one) => one.regions === regions);
  const [small, large] = [fleet(10), fleet(LARGE)];
  const warm = results.largest.regions === LARGE ? results.largest : undefined;
  return [
    growthOf('parse to serialise', small, large, (one) => renderTime(one).cpu),
    growthOf('whole run with Git', small, large, (one) => one.cold.wall),
    atMost(
      'parse to serialise over the floor at 1,000 regions, CPU',
      MOST_FLOORS,
      'x',
      large && floorsOf(large),
    ),
    atMost('peak memory at 1,000 regions', MOST_MB, ' MB', large?.peakMb),
    atMost(
      'one region of 1,000 changed, in process, with commit',
      MOST_CHANGED_MS,
      ' ms',
      warm?.changed.wall,
    ),
    atMost(
      'the same as a process, above a bare nx',
      MOST_OVER_NX_MS,
      ' ms',
      warm && warm.nx.changed - warm.nx.bare,
    ),
    atMost('nothing of 1,000 changed, in process', MOST_IDLE_MS, ' ms', warm?.idle.wall),
    leadOf(results),
  ];
}

/** Gives the time from a region's file to the texts of its manifests. */
export function renderTime({ stages }: FleetResult): Time {
  return sumTimes(renderStages.map((stage) => stages[stage]));
}

/** Gives how many floors the rendering costs, in CPU. */
export function floorsOf(fleet: FleetResult): number {
  return renderTime(fleet).cpu / fleet.floor.cpu;
}

// eslint-disable-next-line max-params -- a row of the table: what, two sizes, and how it is read
function growthOf(
  what: string,
  small: FleetResult | undefined,
  large: FleetResult | undefined,
  read: (fleet: FleetResult) => number,
): GoalOutcome {
  const growth = small && large && read(large) / large.regions / (read(small) / small.regions);
  return atMost(`${what}: a region at 1,000 over a region at 10`, MOST_GROWTH, 'x', growth);
}

// eslint-disable-next-line max-params -- a row of the table: what, how much, of what, measured
function atMost(goal: string, most: number, unit: string, measured: number | undefined): GoalOutcome {
  return {
    goal: `${goal} ≤ ${most.toLocaleString('en')}${unit}`,
    measured: measured === undefined ? undefined : `${renderNumber(measured)}${unit}`,
    isMet: measured !== undefined && measured <= most,
  };
}

/** The lead over cdk8s as it is out of the box: with its default layout. */
function leadOf({ comparisons }: BenchResults): GoalOutcome {
  const comparison = comparisons.find(({ regions }) => regions === LEAD_REGIONS);
  const theirs = comparison?.cdk8s.find(({ layout }) => layout === 'FILE_PER_CHART');
  const lead = comparison && theirs && theirs.wall / comparison.files;
  const isSame = theirs?.output.different === 0;
  return {
    goal: `cdk8s synth (its default layout, same documents) at ${LEAD_REGIONS} regions takes ≥ ${LEAST_LEAD}x as long`,
    measured: lead === undefined ? undefined : `${renderNumber(lead)}x${isSame ? '' : ', other bytes'}`,
    isMet: lead !== undefined && lead >= LEAST_LEAD && isSame,
  };
}

/** Gives a number with as many digits as say something. */
export function renderNumber(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
