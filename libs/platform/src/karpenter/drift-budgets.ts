import type { Window } from '@atoll/region-model';
import type { NodePoolDisruptionBudgets } from '../schemas/types/node-pool.ts';
import { parseWeekTime, WEEK_MINUTES, weekTimeAfter } from './week-time.ts';

/** Share of the nodes that may be on their way out at once; at least one, since Karpenter rounds up. */
const NODES_AT_ONCE = '10%';

/** Minutes of an hour. */
const HOUR = 60;

/**
 * Gives the disruption budgets: nodes are packed at any time, but replaced for drift (a newer image) only in the window.
 *
 * The smallest active budget counts, so a budget of zero is active from the end of the window to its next start.
 * Source: Karpenter, "Disruption", NodePool Disruption Budgets; schedules are in UTC.
 */
export function toDisruptionBudgets(window: Window): readonly NodePoolDisruptionBudgets[] {
  const end = weekTimeAfter(parseWeekTime(window), window.minutes);
  const closed = WEEK_MINUTES - window.minutes;
  return [
    { nodes: NODES_AT_ONCE },
    {
      nodes: '0',
      reasons: ['Drifted'],
      schedule: `${end.minute} ${end.hour} * * ${end.dayNumber}`,
      duration: `${Math.floor(closed / HOUR)}h${closed % HOUR}m`,
    },
  ];
}
