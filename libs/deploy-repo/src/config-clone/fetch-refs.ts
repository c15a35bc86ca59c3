import type { Git } from '../git.ts';
import { tryGit } from '../git-stream.ts';
import { type RemoteAccess, toRemoteVariables } from '../remote/remote-environment.ts';
import { toRemoteFailure } from '../remote/remote-failure.ts';

/** Brings refs to where the remote's stand, by refspecs such as `+refs/heads/main:refs/heads/main`. @throws DeployRepoError */
export async function fetchRefs(git: Git, access: RemoteAccess, refspecs: readonly string[]): Promise<void> {
  const options = ['--quiet', '--atomic', '--prune', '--no-tags', '--no-write-fetch-head'];
  const args = ['fetch', ...options, '--', access.remote.url, ...refspecs];
  const outcome = await tryGit(git, args, toRemoteVariables(access));
  if (outcome.exit !== 0) {
    throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
  }
}
