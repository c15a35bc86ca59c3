import type { Git } from '../git.ts';
import { toBranchRef } from '../refs.ts';
import type { RemoteAccess } from '../remote/remote-environment.ts';
import { toRemoteFailure } from '../remote/remote-failure.ts';
import { runRemoteGit } from '../remote/run-remote-git.ts';

/** Gives where these branches of the remote stand, by name; those that are not there are left out. @throws DeployRepoError */
export async function listRemoteBranches(
  git: Git,
  access: RemoteAccess,
  branches: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const args = ['ls-remote', '--', access.remote.url, ...branches.map(toBranchRef)];
  const outcome = await runRemoteGit(git, access, args);
  if (outcome.exit !== 0) throw toRemoteFailure({ access, path: git.path, command: 'fetch', outcome });
  const refs = new Map(
    outcome.printed
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([commit = '', ref = '']) => [ref, commit]),
  );
  // Git takes a name for the end of a path: refs/x/refs/heads/main would be listed, too.
  return new Map(
    branches.flatMap((name) => {
      const commit = refs.get(toBranchRef(name));
      return commit === undefined ? [] : [[name, commit]];
    }),
  );
}
