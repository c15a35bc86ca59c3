import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DeployRepoError } from '../deploy-repo-error.ts';
import type { Git } from '../git.ts';
import type { GitOutcome } from '../git-stream.ts';
import { dropIfStale } from './free-locks.ts';
import { PATIENCE_SECONDS, type RemoteAccess } from './remote-environment.ts';
import { quoteWords } from './remote-failure.ts';

/** The lock of a ref, held by another push for milliseconds, for ever by one that was killed there. */
const LOCK_FILE = /Unable to create '(.+?\.lock)': File exists/;
/** Others write there too, and a hook may take its time while it holds the locks. */
const STALE_AFTER_MS = 5_000;
const ATTEMPTS = 10;

/**
 * Runs a push, again as long as another push holds the lock of a ref. Where the remote is a path, the push of a killed Atoll
 * was killed there as well, so a lock that it left is removed.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_LOCKED` if the lock stays, on another machine
 */
export async function pushPastLocks(
  git: Git,
  access: RemoteAccess,
  push: () => Promise<GitOutcome>,
): Promise<GitOutcome> {
  const { patienceSeconds = PATIENCE_SECONDS } = access;
  const staleAfterMs = Math.min(STALE_AFTER_MS, patienceSeconds * 1_000);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await push();
    const lock = outcome.exit === 0 ? undefined : LOCK_FILE.exec(outcome.words)?.[1];
    const isRemote = lock !== undefined && !lock.startsWith(join(git.gitDir, '/'));
    if (!isRemote) {
      return outcome;
    }
    if (attempt === ATTEMPTS) {
      throw toLocked(access, outcome);
    }
    await (isWithin(access, lock) ? dropIfStale(lock, staleAfterMs) : pause(staleAfterMs / ATTEMPTS));
  }
}

function isWithin({ remote: { url, transport } }: RemoteAccess, lock: string): boolean {
  return transport === 'file' && resolve(lock).startsWith(join(resolve(url.replace(/^file:\/\//, '')), '/'));
}

function toLocked(access: RemoteAccess, outcome: GitOutcome): DeployRepoError {
  return new DeployRepoError(
    'ERR_DEPLOY_REPO_LOCKED',
    `${access.remote.url}: a lock of the remote stays: ${quoteWords(access, outcome)}; a process was killed there: whoever runs that Git host deletes the named .lock file; nothing was changed`,
  );
}
