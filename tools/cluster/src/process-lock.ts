import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a waiting process looks whether the lock is free, in ms. */
const POLL_MS = 250;

/** A lock file and whom to tell that somebody else holds it. */
export interface ProcessLock {
  readonly path: string;
  readonly log: (line: string) => void;
}

/**
 * Runs `work` while this process alone holds the lock file. The file holds the owner's process id; the lock of a
 * process that is gone is taken over.
 */
export async function withProcessLock<T>(lock: ProcessLock, work: () => Promise<T>): Promise<T> {
  let isAnnounced = false;
  while (!(await tryCreate(lock.path))) {
    const owner = readOwner(lock.path);
    if (owner !== undefined && isAlive(owner)) {
      if (!isAnnounced) lock.log(`waiting for process ${owner}, which holds ${lock.path}`);
      isAnnounced = true;
      await sleep(POLL_MS);
    } else {
      await removeStale(lock.path);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock.path, { force: true });
  }
}

/** Tells whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A link appears together with its content; a created file would be empty, so ownerless, for a moment. */
async function tryCreate(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${process.pid}\n`);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a dead owner's lock. Of several processes that found it dead only the one that creates the second file
 * may remove the first, after looking again: otherwise the slower one would remove the quicker one's new lock.
 */
async function removeStale(path: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await tryCreate(guard))) {
    const owner = readOwner(guard);
    if (owner === undefined || isAlive(owner)) await sleep(POLL_MS);
    else await rm(guard, { force: true });
    return;
  }
  const owner = readOwner(path);
  if (owner === undefined || !isAlive(owner)) await rm(path, { force: true });
  await rm(guard, { force: true });
}

/** Gives `undefined` when the file is gone. */
function readOwner(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
