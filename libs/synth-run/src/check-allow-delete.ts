import { AppError } from '@atoll/core';
import type { RunPlan } from './plan-run.ts';

/** What stands before a control cluster's name in a leave. */
export const CLUSTER_LEAVE = 'cluster/';

/** What the deploy repository has. */
export interface Standing {
  readonly deployed: readonly string[];
  /** Control clusters; looked up only where a leave names one. */
  readonly clusters: readonly string[];
}

/**
 * Passes leaves to delete that can have an effect; the others are mistakes, and whoever gave one believes that something is gone.
 *
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE`
 */
export function checkAllowDelete(
  allowed: readonly string[],
  plan: RunPlan,
  { deployed, clusters }: Standing,
): void {
  for (const name of allowed) {
    if (name.startsWith(CLUSTER_LEAVE)) {
      if (!clusters.includes(name.slice(CLUSTER_LEAVE.length)))
        throw toUnknown(name, 'control cluster', clusters);
      continue;
    }
    if (plan.fresh.includes(name)) throw toUselessLeave(name);
    if (!deployed.includes(name)) throw toUnknown(name, 'region', deployed);
  }
}

/** Gives the error for a leave to delete a control cluster that still has regions. */
export function toUsedCluster(cluster: string, regions: readonly string[]): AppError {
  const message = `--allow-delete ${CLUSTER_LEAVE}${cluster}: the control cluster still has regions: ${regions.join(', ')}; move or delete them first.`;
  return new AppError('ERR_SYNTH_ALLOW_DELETE', message);
}

/** Gives the error for a leave that nothing made use of. */
export function toUselessLeave(name: string): AppError {
  const message = `--allow-delete ${name}: the region is still configured; remove the folder regions/${name} first. Its rendering takes away nothing that holds data.`;
  return new AppError('ERR_SYNTH_ALLOW_DELETE', message);
}

function toUnknown(name: string, kind: string, known: readonly string[]): AppError {
  const message = `--allow-delete ${name}: the deploy repository has no such ${kind}; it has ${known.join(', ')}.`;
  return new AppError('ERR_SYNTH_ALLOW_DELETE', message);
}
