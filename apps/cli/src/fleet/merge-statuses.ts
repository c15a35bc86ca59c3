import type { RegionStatus } from '@atoll/agent-model';

type AgentReport = NonNullable<RegionStatus['agents']>[number];

/**
 * Gives one status of a region of which several clusters tell: the control cluster of one half, its own of the other.
 *
 * Of each half the newest word counts; what is said of the whole region comes from the cluster that says a phase.
 */
export function mergeStatuses(statuses: readonly RegionStatus[]): RegionStatus {
  const [first = {}] = statuses;
  if (statuses.length < 2) return first;
  const newest = new Map<AgentReport['half'], AgentReport>();
  for (const report of statuses.flatMap(({ agents = [] }) => agents)) {
    const known = newest.get(report.half);
    if (known === undefined || known.lastSeen < report.lastSeen) newest.set(report.half, report);
  }
  const agents = [...newest.values()];
  const sum = (field: 'drifted' | 'unknown') =>
    agents.reduce((total, agent) => total + (agent[field] ?? 0), 0);
  const whole = statuses.find(({ phase }) => phase !== undefined) ?? first;
  return { ...whole, agents, drifted: sum('drifted'), unknown: sum('unknown') };
}
