import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Checkpoint } from './checkpoint.ts';
import { completeRun } from './complete-run.ts';
import { toFileFailure } from './git-failure.ts';
import type { Git } from './git.ts';
import { feedGit } from './git-stream.ts';
import type { HandEdit } from './hand-edits.ts';
import { hasNoRefs } from './loose-refs.ts';
import { type PendingRun, dropPendingRun, isRunPending, readPendingRun } from './pending-run.ts';
import {
  MAIN_REF,
  TEMPORARY_REFS,
  assertOnMain,
  changeRefs,
  dropTemporaryRef,
  readMain,
  readRefs,
  toCarrierDrop,
} from './refs.ts';
import { keepHandEdits } from './rescue.ts';
import type { RunLock } from './run-lock.ts';
import { streamTreeChanges } from './tree-changes.ts';

/** A Git process outlives a killed Atoll by the time it needs for one index: 0.1 s at 150,000 files. */
const INDEX_WAITS = 100;
const INDEX_WAIT_MS = 50;

/** What became of a run that a crash had left behind. */
export interface Recovery {
  /** `finished`: its commit stands on main and in the work tree; `dropped`: nothing of it stands. */
  readonly outcome: 'finished' | 'dropped';
  readonly commit?: string;
  /** Edits made by hand between the crash and now; all kept under their ref. */
  readonly handEdits: readonly HandEdit[];
}

/** What recovering needs besides the repository; the lock is held by the caller. */
export interface RecoveryContext {
  readonly lock: RunLock;
  readonly time: Date;
  readonly checkpoint: Checkpoint;
}

/** Finishes the run that a crash left, or drops it if its commit is not wanted any more; gives undefined if there is none. */
export async function recoverPendingRun(git: Git, context: RecoveryContext): Promise<Recovery | undefined> {
  if (!isRunPending(git)) {
    if (context.lock.died === undefined) {
      return undefined;
    }
    // Its update of the index ends by itself, and would be in the way of this run's.
    await waitForIndex(git);
    await dropLeftoverRefs(git);
    return { outcome: 'dropped', handEdits: [] };
  }
  const pending = readPendingRun(git);
  const main = await readMain(git);
  if (main !== pending.from && main !== pending.commit) {
    dropPendingRun(git);
    await dropTemporaryRef(git, pending.run);
    return { outcome: 'dropped', handEdits: [] };
  }
  await assertOnMain(git);
  await waitForIndex(git);
  await moveRefs(git, pending, main);
  const handEdits = await keepLateEdits(git, pending, context.time);
  await completeRun(git, pending, { checkpoint: context.checkpoint });
  return {
    outcome: 'finished',
    ...(pending.commit === undefined ? {} : { commit: pending.commit }),
    handEdits,
  };
}

/**
 * Drops the carriers of all runs that ended without doing so themselves, and gives where main stands.
 * The caller holds the lock and no run is pending, so none of them is in use.
 * A killed run's import may set its carrier even after the recovery, so this belongs to the start of every run.
 */
export async function dropLeftoverRefs(git: Git): Promise<string | undefined> {
  if (hasNoRefs(git, TEMPORARY_REFS)) {
    return readMain(git);
  }
  const refs = await readRefs(git, [MAIN_REF, TEMPORARY_REFS]);
  const leftovers = [...refs.keys()].filter((ref) => ref !== MAIN_REF);
  if (leftovers.length > 0) {
    const drops = leftovers.map((ref) => ({ ref, to: undefined, from: 'any' }));
    await changeRefs(git, drops, 'atoll: drop what a crash left');
  }
  return refs.get(MAIN_REF);
}

/** Git moves several refs one after the other, so a crash may have left some behind: all are set again. */
async function moveRefs(git: Git, pending: PendingRun, main: string | undefined): Promise<void> {
  const { commit, branches } = pending;
  if (commit !== undefined) {
    const others = branches.map((name) => ({ ref: `refs/heads/${name}`, to: commit, from: 'any' }));
    const first = { ref: MAIN_REF, to: commit, from: main ?? 'absent' };
    await changeRefs(git, [first, ...others, toCarrierDrop(pending.run)], 'atoll: finish an interrupted run');
  }
}

/** A lock that stays is a stranger's; Git's own error then names it and the remedy. */
async function waitForIndex(git: Git): Promise<void> {
  const lock = join(git.gitDir, 'index.lock');
  for (let waits = 0; waits < INDEX_WAITS && existsSync(lock); waits += 1) {
    await pause(INDEX_WAIT_MS);
  }
}

/** A file that is neither the old nor the new rendering was written by a person after the crash. */
async function keepLateEdits(git: Git, pending: PendingRun, time: Date): Promise<HandEdit[]> {
  if (pending.commit === undefined) {
    return [];
  }
  const late: Array<{ readonly path: string; readonly kind: 'modified' }> = [];
  for await (const changes of streamTreeChanges(git, pending.commit, 'all')) {
    const there = changes.filter(({ path }) => isFile(git, path));
    const ids = await hashFiles(
      git,
      there.map(({ path }) => path),
    );
    const foreign = there.filter(({ blob, oldBlob }, at) => ids[at] !== blob && ids[at] !== oldBlob);
    late.push(...foreign.map(({ path }) => ({ path, kind: 'modified' as const })));
  }
  if (late.length === 0) {
    return [];
  }
  const ref = await keepHandEdits(git, { paths: late, parent: pending.commit, time });
  return late.map((edit) => ({ ...edit, ref }));
}

async function hashFiles(git: Git, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) {
    return [];
  }
  const input = paths.map((path) => `${path}\n`).join('');
  const printed = await feedGit(git, ['hash-object', '--no-filters', '--stdin-paths'], { input });
  return printed.split('\n');
}

function isFile(git: Git, path: string): boolean {
  try {
    return lstatSync(join(git.path, path), { throwIfNoEntry: false })?.isFile() === true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR') {
      return false;
    }
    throw toFileFailure(git.path, `look at ${path}`, cause);
  }
}
