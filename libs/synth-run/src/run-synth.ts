import { join } from 'node:path';
import { statConfigRepo } from '@atoll/config-repo';
import type { Problem } from '@atoll/core';
import { type DeployRepo, openDeployRepo } from '@atoll/deploy-repo';
import { ORGANIZATION_FILE } from './organization-file.ts';
import { isIdle, planRun, type RunPlan } from './plan-run.ts';
import type { Progress, SynthReport } from './report.ts';
import { type FileStamp, readRunCache, type RunCache } from './run-cache.ts';
import { readSourceSignature } from './source-signature.ts';

/** What a run is told. */
export interface SynthOptions {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  /** Deploy repository; made when absent. */
  readonly deploy: string;
  /** Look for edits by hand in all regions, not only in those that are rendered. */
  readonly verify: boolean;
  /** Regions that are configured no more and may be deleted from the deploy repository. */
  readonly allowDelete: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly generatorVersion: string;
  /** Commit of the config repository, for the trailer; undefined outside Git. */
  readonly sourceCommit: string | undefined;
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly onProgress?: (progress: Progress) => void;
}

/** A run after its cheap half: nothing was read but file stamps. */
export interface OpenedRun {
  readonly options: SynthOptions;
  readonly repo: DeployRepo;
  readonly code: string;
  readonly cache: RunCache | undefined;
  readonly stamps: ReadonlyMap<string, readonly FileStamp[]>;
  readonly organizationStamp: string;
  /** What is wrong with the files themselves: a symlink, a folder without region.yaml, … */
  readonly problems: readonly Problem[];
  readonly plan: RunPlan;
}

/**
 * Renders what changed and commits it: the one way from `regions/` to the deploy repository.
 *
 * A region with a problem keeps its last rendering and is reported; the others are rendered all the same.
 *
 * @throws AppError `ERR_CONFIG_REPO_…` when the folder cannot be read at all, `ERR_DEPLOY_REPO_…` when Git refuses
 */
export async function runSynth(options: SynthOptions): Promise<SynthReport> {
  const run = await openRun(options);
  if (run.cache !== undefined && isIdleRun(run)) return reportIdle(run.plan, run.cache);
  // Rendering loads cdk8s and the validators, some 200 ms; a run with nothing to do must not pay for them.
  const { writeFleet } = await import('./write-fleet.ts');
  return await writeFleet(run);
}

function isIdleRun({ plan, options, repo, problems }: OpenedRun): boolean {
  return isIdle(plan) && problems.length === 0 && !options.verify && repo.recovered === undefined;
}

async function openRun(options: SynthOptions): Promise<OpenedRun> {
  const code = readSourceSignature();
  const listing = statConfigRepo(options.root);
  const repo = await openDeployRepo({
    path: options.deploy,
    author: options.author,
    environment: options.environment,
    now: options.now,
  });
  const cache = await readRunCache(options.deploy, code, await repo.head());
  const organizationStamp = JSON.stringify(
    listing.files.find((file) => file.path === ORGANIZATION_FILE) ?? null,
  );
  const stamps = groupStamps(listing.regions, listing.files);
  const plan = planRun({
    configured: stamps,
    deployed: cache === undefined ? await repo.listFolders('control-plane') : Object.keys(cache.regions),
    cache,
    isOrganizationFresh: cache?.organization === organizationStamp,
    allowDelete: options.allowDelete,
  });
  return { options, repo, code, cache, stamps, organizationStamp, problems: listing.problems, plan };
}

function groupStamps(
  regions: readonly string[],
  files: readonly FileStamp[],
): ReadonlyMap<string, readonly FileStamp[]> {
  const byRegion = Map.groupBy(files, (file) => file.path.split('/')[1] ?? '');
  return new Map(regions.map((name) => [name, byRegion.get(name) ?? []]));
}

function reportIdle(plan: RunPlan, cache: RunCache): SynthReport {
  const unchanged = [...plan.fresh, ...plan.kept].map((name) => {
    const { objects, waits } = cache.regions[name] ?? { objects: 0, waits: [] };
    const outcome = plan.kept.includes(name) ? ('kept' as const) : ('unchanged' as const);
    return { name, outcome, objects, waits, files: { added: 0, modified: 0, deleted: 0 } };
  });
  return {
    regions: unchanged,
    problems: [],
    commit: undefined,
    branches: [],
    handEdits: [],
    recovered: undefined,
  };
}

/** Gives the default place of the deploy repository: `deploy/` beside `regions/`. */
export function defaultDeployPath(root: string): string {
  return join(root, 'deploy');
}
