import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git.ts';
import { hasNoRefs } from '../loose-refs.ts';
import type { Recovery } from '../recover.ts';
import { TEMPORARY_REFS, changeRefs, readRefs } from '../refs.ts';
import { isRunLockThere } from '../run-lock.ts';
import { freeLocks } from './free-locks.ts';
import { isAncestor } from './is-ancestor.ts';
import { REQUEST_FILE } from './push-branches.ts';

/** Says whether a run goes on here, or was left by a crash. */
export function isRunLeft(git: Git): boolean {
  return isRunLockThere(git) || !hasNoRefs(git, TEMPORARY_REFS);
}

/**
 * Drops what a crash has left, and says whether the commit of that run had reached the remote; undefined if it left nothing.
 * The push is all or nothing, so there is nothing to be finished: what had not arrived is rendered again.
 * The caller holds the lock, so none of it is in use.
 *
 * @param head where the remote's branch stood at the last fetch
 */
export async function dropDeadRun(git: Git, head: string | undefined): Promise<Recovery | undefined> {
  rmSync(join(git.gitDir, REQUEST_FILE), { force: true });
  const left = hasNoRefs(git, TEMPORARY_REFS)
    ? new Map<string, string>()
    : await readRefs(git, [TEMPORARY_REFS]);
  if (left.size === 0) {
    return undefined;
  }
  const commit = await findArrived(git, [...left.values()], head);
  const drops = [...left.keys()].map((ref) => ({ ref, to: undefined, from: 'any' }));
  await freeLocks(git, () => changeRefs(git, drops, 'atoll: drop what a crash left'));
  return commit === undefined
    ? { outcome: 'dropped', handEdits: [] }
    : { outcome: 'finished', commit, handEdits: [] };
}

async function findArrived(
  git: Git,
  commits: readonly string[],
  head: string | undefined,
): Promise<string | undefined> {
  for (const commit of commits) {
    if (head !== undefined && (await isAncestor(git, commit, head))) {
      return commit;
    }
  }
  return undefined;
}
