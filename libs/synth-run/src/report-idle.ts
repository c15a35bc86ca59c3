import type { RunPlan } from './plan-run.ts';
import type { SynthReport } from './report.ts';
import type { RunCache } from './run-cache.ts';

/** Gives the report of a run that had nothing to do. */
export function reportIdle(plan: RunPlan, cache: RunCache | undefined): SynthReport {
  const unchanged = plan.fresh.map((name) => {
    const { objects, waits, notices } = cache?.regions[name] ?? { objects: 0, waits: [], notices: [] };
    const files = { added: 0, modified: 0, deleted: 0 };
    return { name, outcome: 'unchanged' as const, objects, waits, notices, files };
  });
  return {
    regions: unchanged,
    problems: [],
    clusterNotices: [],
    losses: [],
    commit: undefined,
    branches: [],
    handEdits: [],
    recovered: undefined,
  };
}
