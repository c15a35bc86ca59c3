import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TemporaryRepo } from './temporary-repo.ts';

/** Holds a repository to what a run promises: clean for people, sound for Git, nothing of the run left. */
export function expectClean(repo: TemporaryRepo): void {
  expect(repo.git('status', '--porcelain', '--ignored')).toBe('');
  expect(repo.git('fsck', '--strict', '--no-dangling')).toBe('');
  expect(repo.git('for-each-ref', 'refs/atoll')).toBe('');
  expect(readdirSync(join(repo.path, '.git')).filter((name) => name.startsWith('atoll-'))).toEqual([]);
}
