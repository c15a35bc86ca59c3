import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DeployRepoError } from './deploy-repo-error.ts';
import { toFileFailure } from './git-failure.ts';
import type { GitPlace } from './git-environment.ts';

/** Written when a run begins. */
export const LOCK_FILE = 'atoll-lock';
/** Fields of /proc/<pid>/stat behind the program's name; the 20th is the start time in ticks. Source: proc(5), field 22. */
const START_TIME_FIELD = 19;

/** Held by one run at a time. */
export interface RunLock {
  /** The run that died while it held the lock before, if one did. */
  readonly died?: string;
  release(): void;
}

interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  readonly start: string;
  readonly run: string;
}

/**
 * Takes the lock of a repository for a run, also from an owner that has died.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_LOCKED` names the process that holds it, and the remedy
 */
export function takeRunLock(place: GitPlace, run: string): RunLock {
  const lock = join(place.gitDir, LOCK_FILE);
  const mine = `${lock}.${run}`;
  const owner: LockOwner = { pid: process.pid, host: hostname(), start: toStartTime(process.pid), run };
  try {
    writeFileSync(mine, JSON.stringify(owner), { flag: 'wx' });
    const died = linkOrTakeOver(place, mine, lock);
    return { ...(died === undefined ? {} : { died }), release: () => rmSync(lock, { force: true }) };
  } catch (cause) {
    throw cause instanceof DeployRepoError ? cause : toFileFailure(place.path, 'take the lock', cause);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Takes the lock of a repository for a run; undefined while somebody else holds it. */
export function tryRunLock(place: GitPlace, run: string): RunLock | undefined {
  try {
    return takeRunLock(place, run);
  } catch (error) {
    if (error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_LOCKED') {
      return undefined;
    }
    throw error;
  }
}

/** Says whether a lock lies there, held or left by the dead. */
export function isRunLockThere(place: GitPlace): boolean {
  return existsSync(join(place.gitDir, LOCK_FILE));
}

/** Linking is atomic and brings the content along: no reader ever sees a lock without its owner. */
function linkOrTakeOver(place: GitPlace, mine: string, lock: string): string | undefined {
  if (tryLink(mine, lock)) {
    return undefined;
  }
  const seen = readIfThere(lock);
  if (seen === undefined) {
    // Released just now.
    return linkOrTakeOver(place, mine, lock);
  }
  const holder = parseOwner(seen);
  if (holder === undefined || isAlive(holder)) {
    throw toLocked(place, lock, holder);
  }
  const aside = `${mine}.dead`;
  renameSync(lock, aside);
  const moved = readFileSync(aside, 'utf8');
  if (moved !== seen) {
    // Another process took over between the look and the move: this is its lock.
    tryLink(aside, lock);
    rmSync(aside, { force: true });
    throw toLocked(place, lock, parseOwner(moved));
  }
  rmSync(aside, { force: true });
  if (!tryLink(mine, lock)) {
    throw toLocked(place, lock, parseOwner(readFileSync(lock, 'utf8')));
  }
  return holder.run;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      return false;
    }
    throw cause;
  }
}

function readIfThere(lock: string): string | undefined {
  return existsSync(lock) ? readFileSync(lock, 'utf8') : undefined;
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    return JSON.parse(text) as LockOwner;
  } catch {
    return undefined;
  }
}

/** Of another machine's process nothing can be known, so it counts as alive. */
function isAlive(owner: LockOwner): boolean {
  if (owner.host !== hostname()) {
    return true;
  }
  try {
    process.kill(owner.pid, 0);
  } catch (cause) {
    // EPERM: it lives and belongs to somebody else.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
  return owner.start === toStartTime(owner.pid);
}

/** After a restart, a container's processes have the same numbers again; boot and start time differ. */
function toStartTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[START_TIME_FIELD] ?? ''}`;
  } catch {
    return '';
  }
}

function toLocked(place: GitPlace, lock: string, owner: LockOwner | undefined): DeployRepoError {
  const who = owner === undefined ? 'an unreadable lock' : `process ${owner.pid} on ${owner.host}`;
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_LOCKED',
    `${place.path}: ${who} is writing here: wait for it; if no such process runs, delete ${lock} and run again`,
  );
}
