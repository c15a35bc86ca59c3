import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { toFileFailure } from '../git-failure.ts';
import type { GitPlace } from '../git-environment.ts';

/** A Git process outlives a killed Atoll for as long as its command takes; a fetch that nobody reads ends at once. */
const WAITS = 40;
const WAIT_MS = 50;

/** Removes the lock files that killed Git processes left in a clone of ours, once nobody gives them back. */
export async function removeLeftoverLocks(place: GitPlace): Promise<void> {
  let locks = listLocks(place);
  for (let waits = 0; waits < WAITS && locks.length > 0; waits += 1) {
    await pause(WAIT_MS);
    locks = listLocks(place);
  }
  for (const lock of locks) {
    try {
      rmSync(lock, { force: true });
    } catch (cause) {
      throw toFileFailure(place.path, `remove ${lock}`, cause);
    }
  }
}

function listLocks({ gitDir }: GitPlace): readonly string[] {
  const refs = join(gitDir, 'refs');
  const below = existsSync(refs) ? readdirSync(refs, { recursive: true, encoding: 'utf8' }) : [];
  const top = existsSync(gitDir) ? readdirSync(gitDir) : [];
  return [...top.map((name) => join(gitDir, name)), ...below.map((name) => join(refs, name))].filter((file) =>
    file.endsWith('.lock'),
  );
}
