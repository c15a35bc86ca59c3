import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSourceTree, type SourceTree } from './source-tree.ts';

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'atoll-source-tree-')));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the tree of a revision', () => {
  it('is written as it was committed, whatever has become of the work tree', async () => {
    write('regions/a/region.yaml', 'first\r\n');
    write('regions/ä ö/deep/ümlaut.yaml', 'zweite');
    write('regions/image.png', Buffer.from([0, 255, 10, 13]));
    write('elsewhere.yaml', 'not mine');
    write('.gitattributes', '* text=auto eol=lf\n*.yaml filter=nobody\n');
    const first = commit();
    write('regions/a/region.yaml', 'second');
    rmSync(join(root, 'regions/image.png'));
    commit();

    const count = await open().exportFolder(first, 'regions', join(root, 'out'));

    expect(count).toBe(3);
    expect(listFiles(join(root, 'out'))).toStrictEqual([
      'a/region.yaml',
      'image.png',
      'ä ö/deep/ümlaut.yaml',
    ]);
    expect(readFileSync(join(root, 'out/a/region.yaml'), 'utf8')).toBe(
      git('show', `${first}:regions/a/region.yaml`, { trim: false }),
    );
    expect(readFileSync(join(root, 'out/image.png'))).toStrictEqual(Buffer.from([0, 255, 10, 13]));
  });

  it('is that of a folder below the top of the repository', async () => {
    write('fleet/regions/a.yaml', 'a');
    const head = commit();

    const count = await open('fleet').exportFolder(head, 'regions', join(root, 'out'));

    expect([count, listFiles(join(root, 'out'))]).toStrictEqual([1, ['a.yaml']]);
  });

  it('keeps links as links, so that a reader can refuse them', async () => {
    write('regions/a.yaml', 'a');
    symlinkSync('/etc/passwd', join(root, 'regions/link.yaml'));
    const head = commit();

    await open().exportFolder(head, 'regions', join(root, 'out'));

    expect(lstatSync(join(root, 'out/link.yaml')).isSymbolicLink()).toBe(true);
  });

  it('is empty where the commit has no such folder', async () => {
    write('a.yaml', 'a');
    const head = commit();

    expect(await open().exportFolder(head, 'regions', join(root, 'out'))).toBe(0);
  });

  it('is whole for more files than are read at once', async () => {
    for (let index = 0; index < 600; index += 1) write(`regions/r${index}/region.yaml`, `text ${index}`);
    const head = commit();

    expect(await open().exportFolder(head, 'regions', join(root, 'out'))).toBe(600);
    expect(readFileSync(join(root, 'out/r599/region.yaml'), 'utf8')).toBe('text 599');
  });
});

describe('a revision', () => {
  it.each([
    ['HEAD', true],
    ['HEAD~1', false],
    ['v1', true],
    ['nowhere', false],
    ['--help', false],
    ['HEAD:regions', false],
  ])('%s is found: %s', async (revision, isFound) => {
    write('regions/a.yaml', 'a');
    const head = commit();
    git('tag', 'v1');

    expect(await open().resolve(revision)).toBe(isFound ? head : undefined);
  });

  it('has changes below a folder if a file there is changed, new or gone, and not if it is ignored', async () => {
    write('regions/a.yaml', 'a');
    write('.gitignore', '*.log\n');
    commit();
    const tree = open();

    write('elsewhere.yaml', 'b');
    write('regions/x.log', 'c');
    expect(await tree.hasChanges('regions')).toBe(false);

    write('regions/new.yaml', 'd');
    expect(await tree.hasChanges('regions')).toBe(true);
  });

  it('is looked for in no folder outside Git', () => {
    expect(openSourceTree(root, process.env)).toBeUndefined();
  });
});

function open(below = ''): SourceTree {
  const tree = openSourceTree(join(root, below), process.env);
  if (tree === undefined) throw new RangeError(`${root} lies outside Git`);
  return tree;
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commit(): string {
  git('init', '-q');
  git('add', '-A');
  git(...AUTHOR, 'commit', '-qm', 'test');
  return git('rev-parse', 'HEAD');
}

function git(...words: readonly (string | { readonly trim: boolean })[]): string {
  const args = words.filter((word) => typeof word === 'string');
  const printed = execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  return args.length === words.length ? printed.trim() : printed;
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
