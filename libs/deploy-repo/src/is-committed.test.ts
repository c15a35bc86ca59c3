import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCommitted } from './is-committed.ts';

const environment = { PATH: process.env['PATH'] };

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-committed-'));
  mkdirSync(join(root, 'one'));
  writeFileSync(join(root, 'one/file'), 'text');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...words: readonly string[]): void {
  const identity = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
  execFileSync('git', [...identity, ...words], { cwd: root, env: { ...environment, HOME: root } });
}

function commitAll(): void {
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'all');
}

describe(isCommitted, () => {
  it('is true for a folder that stands in the last commit as it is', async () => {
    commitAll();
    writeFileSync(join(root, 'other'), 'not asked about');

    expect(await isCommitted(root, 'one', environment)).toBe(true);
  });

  it.each([
    ['a changed file', () => writeFileSync(join(root, 'one/file'), 'changed')],
    ['a new file', () => writeFileSync(join(root, 'one/new'), 'text')],
    ['a staged file', () => (writeFileSync(join(root, 'one/new'), 'text'), git('add', '--all'))],
    [
      'a file that Git ignores',
      () => (writeFileSync(join(root, '.git/info/exclude'), '*'), writeFileSync(join(root, 'one/new'), '')),
    ],
    ['a removed file', () => rmSync(join(root, 'one/file'))],
  ])('is false with %s', async (_what, change) => {
    commitAll();
    change();

    expect(await isCommitted(root, 'one', environment)).toBe(false);
  });

  it('is false for a path that no commit has, before the first commit, and outside Git', async () => {
    const outside = await isCommitted(root, 'one', environment);
    git('init', '--quiet');
    const before = await isCommitted(root, 'one', environment);
    commitAll();
    const unknown = await isCommitted(root, 'two', environment);

    expect([outside, before, unknown]).toStrictEqual([false, false, false]);
  });
});
