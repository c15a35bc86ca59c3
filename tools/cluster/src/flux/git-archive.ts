import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ClusterError } from '../cluster-error.ts';
import { processEnvironment } from '../options.ts';

/** Larger archives, in bytes, do not belong into a test. */
const MAX_ARCHIVE_BYTES = 512 * 1024 * 1024;

const execute = promisify(execFile);

/**
 * Gives the commit at the head of a branch of a local repository.
 *
 * @throws ClusterError `ERR_CLUSTER_GIT` when there is no such branch or repository
 */
export async function readBranchHead(repository: string, branch: string): Promise<string> {
  // A branch that was just pushed is a loose file: a read costs no process, and this is asked ten times a second.
  const loose = await readFile(join(repository, 'refs', 'heads', branch), 'utf8').catch(() => '');
  if (/^[0-9a-f]{40}\n$/.test(loose)) return loose.trim();
  const output = await runGit(repository, ['rev-parse', '--verify', `refs/heads/${branch}^{commit}`]);
  return output.toString('utf8').trim();
}

/**
 * Gives the gzipped tar of a commit, cut down to some folders; the same bytes for the same commit.
 *
 * @param folders as in `spec.sparseCheckout`; empty: everything
 * @throws ClusterError `ERR_CLUSTER_GIT`, also when the commit has not one of the folders
 */
export function archiveCommit(
  repository: string,
  { commit, folders }: { readonly commit: string; readonly folders: readonly string[] },
): Promise<Buffer> {
  const paths = folders.map((folder) => folder.replace(/^\.?\/+/, '').replace(/\/+$/, ''));
  return runGit(repository, ['archive', '--format=tar.gz', commit, '--', ...paths]);
}

async function runGit(repository: string, args: readonly string[]): Promise<Buffer> {
  try {
    const settings = { GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
    const { stdout } = await execute('git', ['-C', repository, ...args], {
      encoding: 'buffer',
      maxBuffer: MAX_ARCHIVE_BYTES,
      env: { ...processEnvironment(), ...settings },
    });
    return stdout;
  } catch (cause) {
    const said = String((cause as { stderr?: Buffer }).stderr ?? '').trim();
    const message = `git ${args.slice(0, 3).join(' ')} in ${repository} failed: ${said || String(cause)}`;
    throw new ClusterError('ERR_CLUSTER_GIT', message, { cause });
  }
}
