import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ClusterError } from './cluster-error.ts';
import { isAlive } from './process-lock.ts';
import { commandLineOf, killGroup } from './processes.ts';

/** Begins the name of every throw-away folder. */
const PREFIX = 'atoll-cluster-';

const LOCK_NAME = 'cluster.lock.json';

interface FolderLock {
  /** Process that started the programs. */
  readonly owner: number;
  /** Ids of the programs that use the folder; each has the folder's path on its command line. */
  readonly programs: readonly number[];
}

/**
 * Makes an empty folder for data that is thrown away. First removes those that crashed runs left in `root`, and
 * kills the programs that still use them.
 */
export async function createThrowAwayFolder(root: string = tmpdir()): Promise<string> {
  const names = (await readdir(root)).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => join(root, name))) {
    const lock = readLock(folder);
    if (lock === undefined || isAlive(lock.owner)) continue;
    killLeftovers(folder, lock);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const folder = await mkdtemp(join(root, PREFIX));
  await recordPrograms(folder, []);
  return folder;
}

/**
 * Takes a folder that is kept for this process, and kills the programs that a crashed run left on it.
 *
 * @throws ClusterError `ERR_CLUSTER_FOLDER_IN_USE` when a living process has it
 */
export async function occupyKeptFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = readLock(folder);
  if (lock !== undefined && isAlive(lock.owner)) {
    const message = `${folder} is in use by process ${lock.owner}; stop that one or name another folder`;
    throw new ClusterError('ERR_CLUSTER_FOLDER_IN_USE', message);
  }
  if (lock !== undefined) killLeftovers(folder, lock);
  await recordPrograms(folder, []);
}

/** Records which programs use the folder, for the run that cleans up after a crash of this one. */
export async function recordPrograms(folder: string, programs: readonly number[]): Promise<void> {
  const lock: FolderLock = { owner: process.pid, programs };
  // A crash must not leave half a record.
  const draft = join(folder, `${LOCK_NAME}.new`);
  await writeFile(draft, `${JSON.stringify(lock)}\n`);
  await rename(draft, join(folder, LOCK_NAME));
}

/** Says that nothing uses the folder any more. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, LOCK_NAME), { force: true });
}

function killLeftovers(folder: string, lock: FolderLock): void {
  for (const pid of lock.programs) {
    // The id may belong to a stranger by now.
    if (isAlive(pid) && commandLineOf(pid).includes(folder)) killGroup(pid, 'SIGKILL');
  }
}

function readLock(folder: string): FolderLock | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, LOCK_NAME), 'utf8')) as FolderLock;
  } catch {
    return undefined;
  }
}
