import type { Git } from '../git.ts';
import { type GitOutcome, tryNetworkGit } from '../git-stream.ts';
import { PATIENCE_SECONDS, type RemoteAccess, toRemoteVariables } from './remote-environment.ts';

/** Runs a Git command that talks to the remote; with `--progress` among its arguments it is not silent while it works. */
export function runRemoteGit(git: Git, access: RemoteAccess, args: readonly string[]): Promise<GitOutcome> {
  const patienceMs = (access.patienceSeconds ?? PATIENCE_SECONDS) * 1_000;
  return tryNetworkGit(git, args, { extra: toRemoteVariables(access), patienceMs, signal: access.signal });
}
