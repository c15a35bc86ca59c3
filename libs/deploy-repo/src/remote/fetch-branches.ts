import type { Git } from '../git.ts';
import type { GitOutcome } from '../git-stream.ts';
import { freeLocks } from './free-locks.ts';
import type { RemoteAccess } from './remote-environment.ts';
import { toRemoteFailure } from './remote-failure.ts';
import { runRemoteGit } from './run-remote-git.ts';

/** The clone's branches are the remote's, also where one was rewritten or is gone. */
const MIRRORED = '+refs/heads/*:refs/heads/*';

/** Another process may fetch into the same clone at the same moment, and win. */
const RACE = /cannot lock ref .*(?:is at|but expected|already exists|unable to resolve reference)/;
const MOST_RACES = 5;

/** Brings all branches of the clone to where the remote's stand, all or none. @throws DeployRepoError */
export async function fetchBranches(git: Git, access: RemoteAccess): Promise<void> {
  await freeLocks(git, async () => {
    let outcome = await tryFetch(git, access);
    for (let races = 1; races < MOST_RACES && outcome.exit !== 0 && RACE.test(outcome.words); races += 1) {
      outcome = await tryFetch(git, access);
    }
    if (outcome.exit !== 0) {
      throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
    }
  });
}

function tryFetch(git: Git, access: RemoteAccess): Promise<GitOutcome> {
  const options = ['--progress', '--atomic', '--prune', '--no-tags', '--no-write-fetch-head'];
  const args = ['fetch', ...options, '--', access.remote.url, MIRRORED];
  return runRemoteGit(git, access, args);
}
