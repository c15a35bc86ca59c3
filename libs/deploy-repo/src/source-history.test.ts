import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSourceHistory, type SourceHistory } from './source-history.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'atoll-source-')));
  git('init', '--quiet', '-b', 'main');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-C', root, '-c', 'user.name=P', '-c', 'user.email=p@example.org', ...args], {
    env: { ...Object.fromEntries(kept), ...person },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(path: string, text: string, subject = `Change ${path}`): string {
  write(path, text);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty-message', '-m', subject);
  return git('rev-parse', 'HEAD');
}

async function open(folder = root): Promise<SourceHistory> {
  const history = await openSourceHistory(folder, process.env);
  if (history === undefined) throw new Error('there is no history');
  return history;
}

describe(openSourceHistory, () => {
  it('gives the commit that is checked out and the first line of its message', async () => {
    const head = commit('regions/a/region.yaml', 'a', 'Say why\n\nand more');

    const history = await open();

    expect([history.head, history.subject]).toStrictEqual([head, 'Say why']);
  });

  it('gives nothing before the first commit, and nothing outside Git', async () => {
    expect(await openSourceHistory(root, process.env)).toBeUndefined();
    rmSync(join(root, '.git'), { recursive: true });
    expect(await openSourceHistory(root, process.env)).toBeUndefined();
  });

  it('fails where there is a repository that Git cannot read, rather than take it for none', async () => {
    commit('regions/a/region.yaml', 'a');
    writeFileSync(join(root, '.git', 'HEAD'), 'nonsense\n');

    await expect(openSourceHistory(root, process.env)).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_NOT_A_REPOSITORY',
    });
  });

  it('lists what differs from the commit below a folder, also from inside of the repository', async () => {
    commit('fleet/regions/a/region.yaml', 'a');
    commit('fleet/.gitignore', 'ignored.yaml\n');
    write('fleet/regions/a/region.yaml', 'b');
    write('fleet/regions/new one/region.yaml', 'c');
    write('fleet/regions/a/ignored.yaml', 'd');
    write('fleet/README.md', 'elsewhere');

    const changes = await (await open(join(root, 'fleet'))).listChanges('regions');

    expect(changes.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toStrictEqual([
      { path: 'regions/a/ignored.yaml', isIgnored: true },
      { path: 'regions/a/region.yaml', isIgnored: false },
      { path: 'regions/new one/region.yaml', isIgnored: false },
    ]);
  });

  it('tells from which commits the checkout descends, which it knows, and where two lines parted', async () => {
    const base = commit('regions/a/region.yaml', 'a');
    git('checkout', '--quiet', '-b', 'other');
    const other = commit('regions/b/region.yaml', 'b');
    git('checkout', '--quiet', 'main');
    const head = commit('regions/c/region.yaml', 'c');
    const stranger = '1'.repeat(40);

    const history = await open();

    expect(await history.listAncestors([base, other, head, stranger])).toStrictEqual(new Set([head, base]));
    expect(await history.listKnown([base, other, stranger])).toStrictEqual(new Set([base, other]));
    expect(await history.mergeBase(other)).toBe(base);
  });

  it('gives no common commit where there is none', async () => {
    commit('regions/a/region.yaml', 'a');
    git('checkout', '--quiet', '--orphan', 'other');
    const other = commit('regions/b/region.yaml', 'b');
    git('checkout', '--quiet', 'main');

    expect(await (await open()).mergeBase(other)).toBeUndefined();
  });

  it('gives the tree of each folder, which is equal where its content is', async () => {
    const first = commit('regions/a/region.yaml', 'a');
    const second = commit('regions/b/region.yaml', 'b');
    const history = await open();

    const [before, after] = [
      await history.listTrees(first, 'regions'),
      await history.listTrees(second, 'regions'),
    ];

    expect([[...before.keys()], [...after.keys()]]).toStrictEqual([['a'], ['a', 'b']]);
    expect(after.get('a')).toBe(before.get('a'));
  });

  it('works in a linked work tree', async () => {
    const head = commit('regions/a/region.yaml', 'a');
    git('worktree', 'add', '--quiet', '--detach', join(root, 'linked'));

    expect((await open(join(root, 'linked'))).head).toBe(head);
  });
});
