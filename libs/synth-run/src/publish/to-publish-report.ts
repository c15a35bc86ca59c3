import type { RemoteRepo } from '@atoll/deploy-repo';
import type { FleetRun } from '../write-fleet.ts';
import type { PublishOptions } from './publish-options.ts';
import type { HoldReport, OwnRepositoryReport, PublishReport } from './publish-report.ts';
import type { PublishSource } from './read-source.ts';

/** What a report is made from. */
export interface PublishReportInput {
  readonly options: PublishOptions;
  readonly source: PublishSource;
  readonly repo: RemoteRepo;
  readonly run: FleetRun;
  readonly attempts: number;
  readonly ownRepositories: readonly OwnRepositoryReport[];
}

/** Puts together what a publication did and found. */
export function toPublishReport(input: PublishReportInput): PublishReport {
  const { options, source, repo, run, attempts, ownRepositories } = input;
  return {
    ...run.report,
    repository: repo.url,
    branch: options.branch ?? 'main',
    head: run.head,
    sourceCommit: source.trailer,
    attempts,
    healed: listHealed(run),
    holds: listHolds(run),
    grantsOnly: run.grantsOnly,
    ownRepositories,
    notices: [...source.notices, ...run.notices],
  };
}

function listHolds({ held, heldClusters }: FleetRun): readonly HoldReport[] {
  return [
    ...[...held].map(([name, hold]) => ({ name, ...hold })),
    ...[...heldClusters].map(([name, hold]) => ({ name: `cluster/${name}`, ...hold })),
  ];
}

/** A region's branch moves with its folders, a cluster's with its own and with stages `flux` of regions. */
function listHealed({ report, changedFolders }: FleetRun): readonly string[] {
  const changed = new Set(changedFolders);
  const isRegionChanged = changedFolders.some((folder) => folder.startsWith('control-plane/'));
  return report.branches.filter((branch) => {
    const [kind, name] = branch.split('/');
    if (kind === 'region') return !changed.has(`control-plane/${name}`) && !changed.has(`regions/${name}`);
    return !isRegionChanged && !changed.has(`clusters/${name}`);
  });
}
