import type { RunResult } from '@atoll/deploy-repo';
import { distinctProblems } from './distinct-problems.ts';
import { fleetSynth } from './fleet-synth.ts';
import type { WrittenGrants } from './grants-only/write-grants.ts';
import type { LoadedFleet } from './load-fleet.ts';
import type { RemovedRegions } from './remove-regions.ts';
import type { RegionReport, SynthReport } from './report.ts';
import type { OpenedRun } from './opened-run.ts';
import type { WrittenClusters } from './write-clusters.ts';
import type { WrittenRegions } from './write-regions.ts';

/** What a report is made from. */
export interface ReportInput {
  readonly opened: OpenedRun;
  readonly fleet: LoadedFleet;
  readonly written: WrittenRegions;
  readonly grants: WrittenGrants;
  readonly removed: RemovedRegions;
  readonly clusters: Pick<WrittenClusters, 'losses'>;
  readonly result: RunResult;
}

/** Puts together what a run did and found. */
export function toReport(input: ReportInput): SynthReport {
  const { opened, fleet, written, removed, clusters, result } = input;
  const outcomes = toOutcomes(input);
  const context = { ...input, outcomes, changes: groupByFolder(result.changes) };
  const names = [...opened.plan.fresh, ...opened.plan.stale, ...opened.plan.kept, ...opened.plan.deleted];
  return {
    regions: names.sort().map((name) => toRegionReport(name, context)),
    problems: distinctProblems([...opened.listing.problems, ...fleet.problems, ...written.problems]),
    clusterNotices: fleet.organization === undefined ? [] : fleetSynth.listNotices(fleet.organization),
    losses: [...written.losses, ...removed.losses, ...clusters.losses],
    commit: result.commit,
    branches: result.branches,
    handEdits: result.handEdits,
    recovered: opened.repo.recovered?.outcome,
  };
}

/** The same, so that a fleet of thousands is not searched for each of its regions. */
interface ReportContext extends ReportInput {
  readonly outcomes: ReadonlyMap<string, RegionReport['outcome']>;
  readonly changes: ReadonlyMap<string, FolderChange>;
}

type FolderChange = RunResult['changes']['folders'][number];

/** Whatever was tried and has no other outcome has failed. */
function toOutcomes({ opened, written, grants, removed, fleet }: ReportInput): ReportContext['outcomes'] {
  const toEntries = (names: Iterable<string>, outcome: RegionReport['outcome']) =>
    [...names].map((name) => [name, outcome] as const);
  const isBroken = new Set(fleet.failed);
  return new Map([
    ...toEntries(opened.plan.fresh, 'unchanged'),
    ...toEntries(written.equal, 'unchanged'),
    // Where more than grants had changed, what kept the rest is told behind.
    ...toEntries(
      [...grants.written.keys()].filter((name) => !written.failed.includes(name) && !isBroken.has(name)),
      'rendered',
    ),
    ...toEntries(written.refused, 'refused'),
    ...toEntries([...written.held.keys(), ...removed.held.keys()], 'held'),
    ...toEntries(written.written.keys(), 'rendered'),
    ...toEntries(removed.kept, 'kept'),
    ...toEntries(removed.deleted, 'deleted'),
  ]);
}

function groupByFolder({ folders }: RunResult['changes']): ReportContext['changes'] {
  return new Map(folders.map((change) => [change.folder, change]));
}

function toRegionReport(name: string, context: ReportContext): RegionReport {
  const cached = context.written.written.get(name) ?? context.opened.cache?.regions[name];
  return {
    name,
    outcome: context.outcomes.get(name) ?? 'failed',
    objects: cached?.objects ?? 0,
    files: countFiles(name, context.changes),
    waits: cached?.waits ?? [],
    notices: cached?.notices ?? [],
  };
}

function countFiles(name: string, changes: ReportContext['changes']): RegionReport['files'] {
  const own = [`control-plane/${name}`, `regions/${name}`].map((folder) => changes.get(folder));
  return {
    added: own.reduce((sum, change) => sum + (change?.added ?? 0), 0),
    modified: own.reduce((sum, change) => sum + (change?.modified ?? 0), 0),
    deleted: own.reduce((sum, change) => sum + (change?.deleted ?? 0), 0),
  };
}
