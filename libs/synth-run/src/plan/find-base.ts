import { AppError } from '@atoll/core';
import type { SourceTree } from '@atoll/deploy-repo';
import type { PlanBase } from '@atoll/plan';

/** Folder whose history counts. */
const REGIONS = 'regions';

/** Where the branch that others see usually stands, the first that exists. */
const MAIN_BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'upstream/main', '@{upstream}'];

/**
 * Gives the revision to compare with: the one asked for, else `HEAD` with uncommitted changes, else where the branch left
 * the main one, else the commit before.
 *
 * @throws AppError ERR_PLAN_BASE when the revision is not in this clone
 */
export async function findBase(tree: SourceTree, wanted: string | undefined): Promise<PlanBase> {
  if (wanted !== undefined) return await resolveWanted(tree, wanted);
  const head = await tree.resolve('HEAD');
  if (head === undefined)
    return { revision: 'nothing', why: 'nothing is committed yet, so every region is new' };
  if (await tree.hasChanges(REGIONS))
    return { revision: 'HEAD', commit: head, why: `${REGIONS}/ has changes that are not committed` };
  return (await findFork(tree, head)) ?? (await findParent(tree));
}

async function resolveWanted(tree: SourceTree, revision: string): Promise<PlanBase> {
  const commit = await tree.resolve(revision);
  if (commit !== undefined) return { revision, commit, why: '--base' };
  const remedy = (await tree.isShallow())
    ? 'this clone is shallow: fetch it with `git fetch --unshallow origin`, or `fetch-depth: 0` in the checkout of a CI run'
    : 'fetch it with `git fetch origin`, or correct the name';
  throw new AppError('ERR_PLAN_BASE', `--base ${revision}: this clone has no such commit; ${remedy}.`);
}

async function findFork(tree: SourceTree, head: string): Promise<PlanBase | undefined> {
  for (const branch of MAIN_BRANCHES) {
    const tip = await tree.resolve(branch);
    if (tip === undefined) continue;
    const commit = await tree.mergeBase(head, tip);
    if (commit !== undefined && commit !== head)
      return { revision: branch, commit, why: `where this branch left ${branch}` };
  }
  return undefined;
}

async function findParent(tree: SourceTree): Promise<PlanBase> {
  const revision = 'HEAD~1';
  const commit = await tree.resolve(revision);
  if (commit !== undefined) return { revision, commit, why: 'the commit before the checked-out one' };
  if (await tree.isShallow()) {
    throw new AppError(
      'ERR_PLAN_BASE',
      'this clone has only its newest commit, so there is nothing to compare with: fetch more with `git fetch --unshallow origin`, or `fetch-depth: 0` in the checkout of a CI run.',
    );
  }
  return { revision: 'nothing', why: 'there is one commit only, so every region is new' };
}
