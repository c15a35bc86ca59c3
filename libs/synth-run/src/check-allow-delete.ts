import { AppError } from '@atoll/core';
import type { RunPlan } from './plan-run.ts';

/**
 * Passes leaves to delete that can have an effect; the others are mistakes, and whoever gave one believes that something is gone.
 *
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE`
 */
export function checkAllowDelete(
  allowed: readonly string[],
  plan: RunPlan,
  deployed: readonly string[],
): void {
  for (const name of allowed) {
    if (plan.fresh.includes(name)) throw toUselessLeave(name);
    if (!deployed.includes(name)) {
      const message = `--allow-delete ${name}: the deploy repository has no such region; it has ${deployed.join(', ')}.`;
      throw new AppError('ERR_SYNTH_ALLOW_DELETE', message);
    }
  }
}

/** Gives the error for a leave that nothing made use of. */
export function toUselessLeave(name: string): AppError {
  const message = `--allow-delete ${name}: the region is still configured; remove the folder regions/${name} first. Its rendering takes away nothing that holds data.`;
  return new AppError('ERR_SYNTH_ALLOW_DELETE', message);
}
