import { join } from 'node:path';
import type { RemoteRepo } from '@atoll/deploy-repo';
import { CLUSTER_LEAVE } from '../check-allow-delete.ts';
import { isIdleRun, openRun } from '../open-run.ts';
import type { OpenedRun, RunOptions } from '../opened-run.ts';
import { reportIdle } from '../report-idle.ts';
import type { FleetRun } from '../write-fleet.ts';
import { attempt } from './attempt.ts';
import { isBranchStampFresh, writeBranchStamp } from './branch-stamp.ts';
import { createOwnRepositories, openClone, type OwnRepositories } from './own-repositories.ts';
import type { PublishOptions } from './publish-options.ts';
import type { PublishReport } from './publish-report.ts';
import { type PublishSource, readSource } from './read-source.ts';
import { toPublishReport } from './to-publish-report.ts';

/**
 * Renders what changed and pushes it to the fleet's deploy repository: one commit, with its branches, at once or not at all.
 *
 * Whoever is not the first to push renders again on what the winner left; nothing is rebased, and nothing is forced.
 * A region that must not change now keeps its last rendering and is reported; the others are published.
 *
 * @throws PublishError `ERR_PUBLISH_DIRTY`, `ERR_PUBLISH_SIGNING`, `ERR_PUBLISH_BUSY`
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE`, `ERR_CONFIG_REPO_…`, `ERR_DEPLOY_REPO_…`
 */
export async function publishFleet(options: PublishOptions): Promise<PublishReport> {
  const source = await readSource(options);
  const own = createOwnRepositories(options, source.trailer);
  let first: readonly string[] | undefined;
  return await attempt(async (count) => {
    // Opening fetches, so every attempt starts from what stands there now.
    const repo = await openClone(options.repository, options);
    const clusters = await repo.listFolders('clusters');
    const standing = [
      ...(await repo.listFolders('control-plane')),
      ...clusters.map((name) => `${CLUSTER_LEAVE}${name}`),
    ];
    const before = (first ??= standing);
    // Somebody else may have deleted meanwhile what this run has leave to delete.
    const allowDelete = options.allowDelete.filter(
      (name) => !before.includes(name) || standing.includes(name),
    );
    const publication = { options, source, own, repo };
    return await publishOnce(publication, { ...toRunOptions(options, source), allowDelete }, count);
  }, options);
}

interface Publication {
  readonly options: PublishOptions;
  readonly source: PublishSource;
  readonly own: OwnRepositories;
  readonly repo: RemoteRepo;
}

async function publishOnce(
  publication: Publication,
  runOptions: RunOptions,
  attempts: number,
): Promise<PublishReport> {
  const { options, source, own, repo } = publication;
  const cacheFile = join(repo.path, 'atoll', 'skip-cache.json');
  const opened = await openRun(runOptions, {
    ...{ repo, cacheFile, cacheKey: ` ${options.root}` },
    listChangedFolders: (from, to) => repo.listChangedFolders(from, to),
  });
  const areBranchesUnmoved = await isBranchStampFresh(repo, cacheFile);
  const isQuiet = areBranchesUnmoved && isIdleRun(opened);
  const run = isQuiet ? toIdleRun(opened) : await writeWithRules(publication, opened, areBranchesUnmoved);
  // Without the stamp the next run compares all branches again, also those that a freeze left alone.
  if (!isQuiet && run.isHealed) await writeBranchStamp(repo, cacheFile);
  return toPublishReport({ options, source, repo, run, attempts, ownRepositories: own.list() });
}

/** Rendering loads cdk8s and the validators, some 200 ms; a run with nothing to do must not pay for them. */
async function writeWithRules(
  { options, source, own, repo }: Publication,
  opened: OpenedRun,
  areBranchesUnmoved: boolean,
): Promise<FleetRun> {
  const { writeFleet } = await import('../write-fleet.ts');
  const { planPublishRules } = await import('./plan-publish-rules.ts');
  const { takeOver, signingKey, environment, now } = options;
  const input = {
    ...{ repo, history: source.history, takeOver, signingKey, environment, now },
    ...{ ownRepositories: own, areBranchesUnmoved },
  };
  return await writeFleet(opened, (one, fleet) => planPublishRules(input, one, fleet));
}

function toIdleRun({ plan, cache, head }: OpenedRun): FleetRun {
  const report = reportIdle(plan, cache);
  const nothing = {
    ...{ held: new Map(), heldClusters: new Map(), changedFolders: [], grantsOnly: [], notices: [] },
  };
  return { report, head, ...nothing, isHealed: true };
}

function toRunOptions(options: PublishOptions, { trailer, subject }: PublishSource): RunOptions {
  const { root, allowDelete, at, isTimeChosen = false, generatorVersion, onProgress } = options;
  return {
    ...{ root, allowDelete, at, isTimeChosen, generatorVersion },
    verify: false,
    sourceCommit: trailer,
    sourceSubject: subject,
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}
