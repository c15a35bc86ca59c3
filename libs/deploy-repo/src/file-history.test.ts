import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileHistory } from './file-history.ts';

const FILE = 'regions/eu/access/inc-42.yaml';
const PATTERN = 'regions/*/access/*.yaml';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-history-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function as(name: string): readonly string[] {
  return ['-c', `user.name=${name}`, '-c', `user.email=${name}@example.com`];
}

function commit(name: string, time: string, message: string): string {
  git('add', '--all');
  const env = { ...process.env, GIT_COMMITTER_DATE: time, GIT_AUTHOR_DATE: time };
  execFileSync('git', ['-C', root, ...as(name), 'commit', '-q', '-m', message], { env });
  return git('rev-parse', 'HEAD');
}

async function summary(folder = root) {
  const history = await readFileHistory(folder, PATTERN, process.env);
  return history?.changes.map(
    ({ path, kind, text, at, writtenBy, broughtBy }) =>
      `${at} ${kind} ${path} ${JSON.stringify(text)} ${writtenBy.name} ${broughtBy.name}`,
  );
}

describe('readFileHistory', () => {
  it('gives every change of the files, the deleted ones too, and of no others', async () => {
    git('init', '-q', '-b', 'main');
    write(FILE, 'one\n');
    write('regions/eu/region.yaml', 'x');
    const first = commit('alice', '2026-10-01T08:00:00Z', 'grant\n\nbody');
    write(FILE, 'two\n');
    commit('bob', '2026-10-01T09:00:00Z', 'shorter');
    write('regions/eu/region.yaml', 'y');
    commit('bob', '2026-10-01T09:30:00Z', 'other');
    rmSync(join(root, FILE));
    commit('carol', '2026-10-01T10:00:00Z', 'gone');

    const history = await readFileHistory(root, PATTERN, process.env);

    expect(await summary()).toStrictEqual([
      `2026-10-01T08:00:00Z added ${FILE} "one\\n" alice alice`,
      `2026-10-01T09:00:00Z changed ${FILE} "two\\n" bob bob`,
      `2026-10-01T10:00:00Z deleted ${FILE} undefined carol carol`,
    ]);
    expect(history?.changes[0]).toMatchObject({
      commit: first,
      subject: 'grant',
      writtenBy: { name: 'alice', email: 'alice@example.com' },
    });
    expect(history?.isShallow).toBe(false);
  });

  it('takes what a merge brought for changed by the merge, and says who wrote it', async () => {
    git('init', '-q', '-b', 'main');
    write('README.md', '');
    commit('alice', '2026-10-01T07:00:00Z', 'start');
    git('checkout', '-q', '-b', 'grant');
    write(FILE, 'one\n');
    commit('alice', '2026-10-01T08:00:00Z', 'grant');
    git('checkout', '-q', 'main');
    write('README.md', 'more');
    commit('bob', '2026-10-01T08:30:00Z', 'meanwhile');
    const env = { ...process.env, GIT_COMMITTER_DATE: '2026-10-01T09:00:00Z' };
    execFileSync('git', ['-C', root, ...as('bob'), 'merge', '-q', '--no-ff', '-m', 'merge', 'grant'], {
      env,
    });

    expect(await summary()).toStrictEqual([`2026-10-01T09:00:00Z added ${FILE} "one\\n" alice bob`]);
  });

  it('reads the part of a repository in which the folder lies, whatever stands beside it', async () => {
    git('init', '-q', '-b', 'main');
    write(`fleet/${FILE}`, 'inner');
    write(FILE, 'outer');
    commit('alice', '2026-10-01T08:00:00Z', 'grant');

    expect(await summary(join(root, 'fleet'))).toStrictEqual([
      `2026-10-01T08:00:00Z added ${FILE} "inner" alice alice`,
    ]);
  });

  it('gives no content for a link', async () => {
    git('init', '-q', '-b', 'main');
    mkdirSync(join(root, 'regions/eu/access'), { recursive: true });
    symlinkSync('/etc/passwd', join(root, FILE));
    commit('alice', '2026-10-01T08:00:00Z', 'link');

    expect(await summary()).toStrictEqual([`2026-10-01T08:00:00Z added ${FILE} undefined alice alice`]);
  });

  it('says of a shallow clone that it is one', async () => {
    git('init', '-q', '-b', 'main');
    for (const text of ['one', 'two']) {
      write(FILE, text);
      commit('alice', '2026-10-01T08:00:00Z', text);
    }
    const clone = join(root, 'clone');
    git('clone', '-q', '--depth', '1', `file://${root}`, clone);

    expect((await readFileHistory(clone, PATTERN, process.env))?.isShallow).toBe(true);
  });

  it('is undefined outside Git and before the first commit', async () => {
    expect(await readFileHistory(root, PATTERN, process.env)).toBeUndefined();
    git('init', '-q', '-b', 'main');
    expect(await readFileHistory(root, PATTERN, process.env)).toBeUndefined();
  });
});
