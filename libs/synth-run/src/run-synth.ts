import { join } from 'node:path';
import { statConfigRepo } from '@atoll/config-repo';
import { AppError } from '@atoll/core';
import { openDeployRepo } from '@atoll/deploy-repo';
import type { OpenedRun, SynthOptions } from './opened-run.ts';
import { ORGANIZATION_FILE } from './organization-file.ts';
import { isIdle, planRun, type RunPlan } from './plan-run.ts';
import type { SynthReport } from './report.ts';
import { type FileStamp, readRunCache, type RunCache } from './run-cache.ts';
import { readSourceSignature } from './source-signature.ts';

/**
 * Renders what changed and commits it: the one way from `regions/` to the deploy repository.
 *
 * A region with a problem keeps its last rendering and is reported; the others are rendered all the same.
 *
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE` for a leave that would delete nothing, `ERR_CONFIG_REPO_…` when the folder cannot be read at all, `ERR_DEPLOY_REPO_…` when Git refuses
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
  const deployed = cache?.deployed ?? (await repo.listFolders('control-plane'));
  checkAllowDelete(options.allowDelete, stamps, deployed);
  const plan = planRun({
    configured: stamps,
    deployed,
    cache,
    isOrganizationFresh: cache?.organization === organizationStamp,
    allowDelete: options.allowDelete,
  });
  return {
    options,
    repo,
    code,
    cache,
    stamps,
    organizationStamp,
    problems: listing.problems,
    deployed,
    plan,
  };
}

/** A leave that deletes nothing is a mistake, and whoever gave it believes that the region is gone. */
function checkAllowDelete(
  allowed: readonly string[],
  configured: ReadonlyMap<string, unknown>,
  deployed: readonly string[],
): void {
  for (const name of allowed) {
    if (configured.has(name)) {
      const message = `--allow-delete ${name}: the region is still configured; remove the folder regions/${name} first.`;
      throw new AppError('ERR_SYNTH_ALLOW_DELETE', message);
    }
    if (!deployed.includes(name)) {
      const message = `--allow-delete ${name}: the deploy repository has no such region; it has ${deployed.join(', ')}.`;
      throw new AppError('ERR_SYNTH_ALLOW_DELETE', message);
    }
  }
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
