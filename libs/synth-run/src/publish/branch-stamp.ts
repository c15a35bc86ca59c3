import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { RemoteRepo } from '@atoll/deploy-repo';

/** Tells whether all branches stand where the last run left them, so that they need not be compared with main. */
export async function isBranchStampFresh(repo: RemoteRepo, cacheFile: string): Promise<boolean> {
  const stamp = await readFile(toFile(cacheFile), 'utf8').catch(() => undefined);
  return stamp !== undefined && stamp === (await digestBranches(repo));
}

/** Notes where all branches stand, beside the skip cache. */
export async function writeBranchStamp(repo: RemoteRepo, cacheFile: string): Promise<void> {
  // Without a commit there is neither a cache nor its folder.
  if ((await repo.head()) !== undefined) await writeFile(toFile(cacheFile), await digestBranches(repo));
}

function toFile(cacheFile: string): string {
  return `${cacheFile}.branches`;
}

async function digestBranches(repo: RemoteRepo): Promise<string> {
  const branches = [...(await repo.listBranches('region/')), ...(await repo.listBranches('cluster/'))];
  const lines = branches.map(([name, commit]) => `${name} ${commit}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
