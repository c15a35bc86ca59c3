import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@atoll/core';
import { openSourceTree, type SourceTree } from '@atoll/deploy-repo';
import type { Plan, PlanBase } from '@atoll/plan';
import { digestText } from '../digest-text.ts';
import { findBase } from './find-base.ts';
import type { PlanOptions } from './plan-options.ts';

/** Folder of the configuration in either side. */
const REGIONS = 'regions';

/**
 * Compares the files under `regions/` with those of a revision: both are rendered in memory, and nothing is written but
 * the revision's files into a temporary folder.
 *
 * @throws AppError ERR_PLAN_NO_GIT outside Git, ERR_PLAN_BASE when the revision is not in this clone
 */
export async function planFleetChange(options: PlanOptions): Promise<Plan> {
  const tree = openSourceTree(options.root, options.environment);
  if (tree === undefined) {
    throw new AppError(
      'ERR_PLAN_NO_GIT',
      `${options.root} lies in no Git repository, so there is no earlier configuration to compare with: commit it first, or run the plan in a clone.`,
    );
  }
  const revision = await findBase(tree, options.base);
  const folder = await mkdtemp(join(tmpdir(), 'atoll-plan-'));
  try {
    await exportBase(tree, revision, folder);
    // Rendering's libraries are loaded by whoever needs them: an idle synth imports this package, too.
    const { compareFleets } = await import('./compare-fleets.ts');
    const { createSynth } = await import('@atoll/synth');
    const synth = createSynth({ digest: digestText });
    return await compareFleets({ ...options, revision, baseRoot: folder, synth });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exportBase(tree: SourceTree, { commit }: PlanBase, folder: string): Promise<void> {
  const target = join(folder, REGIONS);
  await mkdir(target, { recursive: true });
  if (commit !== undefined) await tree.exportFolder(commit, REGIONS, target);
}
