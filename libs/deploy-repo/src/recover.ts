import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from './checkpoint.ts';
import { completeRun, dropTemporaryRef } from './complete-run.ts';
import { toFileFailure } from './git-failure.ts';
import type { Git } from './git.ts';
import { feedGit } from './git-stream.ts';
import type { HandEdit } from './hand-edits.ts';
import { type PendingRun, dropPendingRun, isRunPending, readPendingRun } from './pending-run.ts';
import { MAIN_REF, assertOnMain, changeRefs, readMain } from './refs.ts';
import { keepHandEdits } from './rescue.ts';
import type { RunLock } from './run-lock.ts';
import { streamTreeChanges } from './tree-changes.ts';

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
  const { died } = context.lock;
  if (died !== undefined) {
    await dropTemporaryRefUnlessPending(git, died);
  }
  if (!isRunPending(git)) {
    return died === undefined ? undefined : { outcome: 'dropped', handEdits: [] };
  }
  const pending = readPendingRun(git);
  const main = await readMain(git);
  if (main !== pending.from && main !== pending.commit) {
    dropPendingRun(git);
    await dropTemporaryRef(git, pending.run);
    return { outcome: 'dropped', handEdits: [] };
  }
  await assertOnMain(git);
  await moveRefs(git, pending, main);
  const handEdits = await keepLateEdits(git, pending, context.time);
  await completeRun(git, pending, context.checkpoint);
  return {
    outcome: 'finished',
    ...(pending.commit === undefined ? {} : { commit: pending.commit }),
    handEdits,
  };
}

/** Git moves several refs one after the other, so a crash may have left some behind: all are set again. */
async function moveRefs(git: Git, pending: PendingRun, main: string | undefined): Promise<void> {
  const { commit, branches } = pending;
  if (commit !== undefined) {
    const others = branches.map((name) => ({ ref: `refs/heads/${name}`, to: commit, from: 'any' }));
    const first = { ref: MAIN_REF, to: commit, from: main ?? 'absent' };
    await changeRefs(git, [first, ...others], 'atoll: finish an interrupted run');
  }
}

async function dropTemporaryRefUnlessPending(git: Git, run: string): Promise<void> {
  if (!isRunPending(git)) {
    await dropTemporaryRef(git, run);
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
  const printed = await feedGit(
    git,
    ['hash-object', '--no-filters', '--stdin-paths'],
    paths.map((path) => `${path}\n`).join(''),
  );
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
