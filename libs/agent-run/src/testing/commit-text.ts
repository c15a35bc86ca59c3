import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GuardedRegion } from './guarded-region.ts';

const AUTHOR = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];

/** A file of a stage's folder, which need not be a manifest. */
export interface StageText {
  readonly file: string;
  readonly text: string;
}

/** Adds a file to what the region last committed; gives the new commit. */
export function commitText({ name, repository }: GuardedRegion, { file, text }: StageText): string {
  const work = join(dirname(repository), 'work');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', work, ...AUTHOR, ...words], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null' },
    }).trim();
  writeFileSync(join(work, 'regions', name, 'platform', file), text);
  git('add', '--all');
  git('commit', '--quiet', '--message=text');
  git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/region/${name}`);
  return git('rev-parse', 'HEAD');
}
