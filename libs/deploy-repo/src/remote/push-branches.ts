import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git.ts';
import { toFileFailure } from '../git-failure.ts';
import type { GitOutcome } from '../git-stream.ts';
import { toBranchRef } from '../refs.ts';
import type { RemoteAccess } from './remote-environment.ts';
import { runRemoteGit } from './run-remote-git.ts';

/** Where the refspecs stand: Linux takes 2 MiB of arguments at most, and 20,000 branches need as much. */
export const REQUEST_FILE = 'atoll-push';
const REMOTE_NAME = 'atoll-push';

/** A push of one commit to several branches. */
export interface PushRequest {
  readonly commit: string;
  /** Names of branches; each is created or moved forward. */
  readonly branches: readonly string[];
}

/** Pushes all branches or none, never by force; how it ended is for the caller to find out. */
export async function pushBranches(
  git: Git,
  access: RemoteAccess,
  { commit, branches }: PushRequest,
): Promise<GitOutcome> {
  const file = join(git.gitDir, REQUEST_FILE);
  try {
    writeFileSync(file, renderRequest(access.remote.url, commit, branches));
  } catch (cause) {
    throw toFileFailure(git.path, `write ${file}`, cause);
  }
  try {
    const args = [
      '-c',
      `include.path=${file}`,
      'push',
      '--atomic',
      '--porcelain',
      '--progress',
      '--no-verify',
      REMOTE_NAME,
    ];
    return await runRemoteGit(git, access, args);
  } finally {
    rmSync(file, { force: true });
  }
}

function renderRequest(url: string, commit: string, branches: readonly string[]): string {
  const refspecs = branches.map((name) => `\tpush = ${commit}:${toBranchRef(name)}\n`);
  return `[remote "${REMOTE_NAME}"]\n\turl = "${url.replace(/["\\]/g, '\\$&')}"\n${refspecs.join('')}`;
}
