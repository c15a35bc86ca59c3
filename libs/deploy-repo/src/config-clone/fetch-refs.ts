import type { Git } from '../git.ts';
import type { RemoteAccess } from '../remote/remote-environment.ts';
import { toRemoteFailure } from '../remote/remote-failure.ts';
import { runRemoteGit } from '../remote/run-remote-git.ts';

/** Brings refs to where the remote's stand, by refspecs such as `+refs/heads/main:refs/heads/main`. @throws DeployRepoError */
export async function fetchRefs(git: Git, access: RemoteAccess, refspecs: readonly string[]): Promise<void> {
  const options = ['--progress', '--atomic', '--prune', '--no-tags', '--no-write-fetch-head'];
  const args = ['fetch', ...options, '--', access.remote.url, ...refspecs];
  const outcome = await runRemoteGit(git, access, args);
  if (outcome.exit !== 0) {
    throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
  }
}
