import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DeployRepoError } from '../deploy-repo-error.ts';
import { toFileFailure } from '../git-failure.ts';
import type { GitPlace } from '../git-environment.ts';

/** A lock that stays the same for so long has been left by a killed process: Git holds one of these for milliseconds. */
const STALE_AFTER_MS = 2_000;
const LOOK_EVERY_MS = 50;
/** More than one only if others come and go. */
const MOST_ATTEMPTS = 5;

/**
 * Does work in a clone that Atoll alone writes to, and clears away locks of refs that a killed Git has left in its way.
 * Where people work, such a lock is named and left to them.
 */
export async function freeLocks<T>(place: GitPlace, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isLocked = error instanceof DeployRepoError && error.code === 'ERR_DEPLOY_REPO_LOCKED';
      if (!isLocked || attempt === MOST_ATTEMPTS) {
        throw error;
      }
      await dropStaleLocks(place);
    }
  }
}

/** Waits for one lock to go, and removes it if it has stayed the same for so long: whoever took it is dead. */
export async function dropIfStale(lock: string, staleAfterMs: number): Promise<void> {
  await dropUnchanged(() => new Map(toIdentity(lock)), staleAfterMs);
}

async function dropStaleLocks(place: GitPlace): Promise<void> {
  await dropUnchanged(() => readLocks(place), STALE_AFTER_MS);
}

/** Compares each lock with itself, so that no clock of a file server matters. */
async function dropUnchanged(read: () => Map<string, string>, staleAfterMs: number): Promise<void> {
  let seen = read();
  for (let waited = 0; seen.size > 0 && waited < staleAfterMs; waited += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS);
    const now = read();
    seen = new Map([...seen].filter(([lock, identity]) => now.get(lock) === identity));
  }
  for (const lock of seen.keys()) {
    rmSync(lock, { force: true });
  }
}

/** Gives what tells a lock from a later one of the same name, by file. */
function readLocks(place: GitPlace): Map<string, string> {
  try {
    const names = readdirSync(place.gitDir).filter((name) => name.endsWith('.lock'));
    const refs = readdirSync(join(place.gitDir, 'refs'), { recursive: true, encoding: 'utf8' });
    const locks = refs.filter((name) => name.endsWith('.lock')).map((name) => join('refs', name));
    return new Map([...names, ...locks].flatMap((name) => toIdentity(join(place.gitDir, name))));
  } catch (cause) {
    throw toFileFailure(place.path, 'look for locks', cause);
  }
}

function toIdentity(lock: string): Array<readonly [string, string]> {
  const found = statSync(lock, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? [] : [[lock, `${found.ino} ${found.mtimeNs} ${found.size}`]];
}
