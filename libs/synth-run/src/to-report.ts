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
  const context = { ...input, plan: toSets(opened.plan), changes: groupByFolder(result.changes) };
  const names = [...opened.plan.fresh, ...opened.plan.stale, ...opened.plan.kept, ...opened.plan.deleted];
  return {
    regions: names.sort().map((name) => toRegionReport(name, context)),
    problems: distinctProblems([...opened.problems, ...fleet.problems, ...written.problems]),
    commit: result.commit,
    branches: result.branches,
    handEdits: result.handEdits,
    recovered: opened.repo.recovered?.outcome,
  };
}

/** The same, so that a fleet of thousands is not searched for each of its regions. */
interface ReportContext extends ReportInput {
  readonly plan: Readonly<Record<'deleted' | 'kept' | 'fresh', ReadonlySet<string>>>;
  readonly changes: ReadonlyMap<string, FolderChange>;
}

type FolderChange = RunResult['changes']['folders'][number];

function toSets({ deleted, kept, fresh }: OpenedRun['plan']): ReportContext['plan'] {
  return { deleted: new Set(deleted), kept: new Set(kept), fresh: new Set(fresh) };
}

function groupByFolder({ folders }: RunResult['changes']): ReportContext['changes'] {
  return new Map(folders.map((change) => [change.folder, change]));
}

function toRegionReport(name: string, context: ReportContext): RegionReport {
  const cached = context.written.written.get(name) ?? context.opened.cache?.regions[name];
  return {
    name,
    outcome: outcomeOf(name, context),
    objects: cached?.objects ?? 0,
    files: countFiles(name, context.changes),
    waits: cached?.waits ?? [],
  };
}

function outcomeOf(name: string, { plan, written }: ReportContext): RegionReport['outcome'] {
  if (plan.deleted.has(name)) return 'deleted';
  if (plan.kept.has(name)) return 'kept';
  if (plan.fresh.has(name)) return 'unchanged';
  return written.written.has(name) ? 'rendered' : 'failed';
}

function countFiles(name: string, changes: ReportContext['changes']): RegionReport['files'] {
  const own = [`control-plane/${name}`, `regions/${name}`].map((folder) => changes.get(folder));
  return {
    added: own.reduce((sum, change) => sum + (change?.added ?? 0), 0),
    modified: own.reduce((sum, change) => sum + (change?.modified ?? 0), 0),
    deleted: own.reduce((sum, change) => sum + (change?.deleted ?? 0), 0),
  };
}
