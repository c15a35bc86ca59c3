import type { RunResult } from '@atoll/deploy-repo';
import { distinctProblems } from './distinct-problems.ts';
import type { LoadedFleet } from './load-fleet.ts';
import type { RegionReport, SynthReport } from './report.ts';
import type { OpenedRun } from './opened-run.ts';
import type { WrittenRegions } from './write-regions.ts';

/** What a report is made from. */
export interface ReportInput {
  readonly opened: OpenedRun;
  readonly fleet: LoadedFleet;
  readonly written: WrittenRegions;
  readonly result: RunResult;
}

/** Puts together what a run did and found. */
export function toReport(input: ReportInput): SynthReport {
  const { opened, fleet, written, result } = input;
  const names = [...opened.plan.fresh, ...opened.plan.stale, ...opened.plan.kept, ...opened.plan.deleted];
  return {
    regions: names.sort().map((name) => toRegionReport(name, input)),
    problems: distinctProblems([...opened.problems, ...fleet.problems, ...written.problems]),
    commit: result.commit,
    branches: result.branches,
    handEdits: result.handEdits,
    recovered: opened.repo.recovered?.outcome,
  };
}

function toRegionReport(name: string, input: ReportInput): RegionReport {
  const cached = input.written.written.get(name) ?? input.opened.cache?.regions[name];
  return {
    name,
    outcome: outcomeOf(name, input),
    objects: cached?.objects ?? 0,
    files: countFiles(name, input.result),
    waits: cached?.waits ?? [],
  };
}

function outcomeOf(name: string, { opened, written }: ReportInput): RegionReport['outcome'] {
  if (opened.plan.deleted.includes(name)) return 'deleted';
  if (opened.plan.kept.includes(name)) return 'kept';
  if (opened.plan.fresh.includes(name)) return 'unchanged';
  return written.written.has(name) ? 'rendered' : 'failed';
}

function countFiles(name: string, { changes }: RunResult): RegionReport['files'] {
  const own = changes.folders.filter(
    ({ folder }) => folder === `control-plane/${name}` || folder === `regions/${name}`,
  );
  return {
    added: own.reduce((sum, change) => sum + change.added, 0),
    modified: own.reduce((sum, change) => sum + change.modified, 0),
    deleted: own.reduce((sum, change) => sum + change.deleted, 0),
  };
}
