import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git.ts';
import { tryGit } from '../git-stream.ts';
import { prepareClone } from './bare-clone.ts';

/** Begins a clone anew whose objects are not whole: a power cut may leave them empty, and nothing in a cache is worth more than its remote. */
export async function renewDamagedClone(git: Git, branch: string): Promise<void> {
  const { exit } = await tryGit(git, ['fsck', '--connectivity-only', '--no-dangling', '--no-progress']);
  if (exit === 0) return;
  for (const name of ['objects', 'refs', 'packed-refs', 'index', 'atoll-clone']) {
    rmSync(join(git.gitDir, name), { recursive: true, force: true });
  }
  await prepareClone(git, branch);
}
