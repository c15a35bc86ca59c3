import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

const REF = 'refs/atoll/rescued/20260301T120000Z';
const A = toFolder('regions/a', { 'dns/zone.yaml': 'zone\n', 'keys/key.yaml': 'key\n' });
const B = toFolder('regions/b', { 'dns/zone.yaml': 'zone b\n' });

let place: TemporaryRepo;
beforeEach(async () => {
  place = createTemporaryRepo();
  await writeFolders(await place.open(), [A, B]);
});
afterEach(() => place.remove());

describe('an edit by hand', () => {
  it('is kept under a ref and undone, although the rendering is the same', async () => {
    const head = place.git('rev-parse', 'main');
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    place.edit('regions/a/new.yaml', 'new\n');
    unlinkSync(join(place.path, 'regions/a/keys/key.yaml'));

    const result = await writeFolders(await place.open(), [A, B]);

    expect(result.commit).toBeUndefined();
    expect(result.handEdits.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: 'regions/a/dns/zone.yaml', kind: 'modified', ref: REF },
      { path: 'regions/a/keys/key.yaml', kind: 'deleted', ref: REF },
      { path: 'regions/a/new.yaml', kind: 'added', ref: REF },
    ]);
    expect(place.git('rev-parse', 'main', `${REF}^`)).toBe(`${head}\n${head}`);
    expect(place.git('ls-tree', '-r', '--name-only', REF).split('\n')).toEqual([
      'regions/a/dns/zone.yaml',
      'regions/a/new.yaml',
      'regions/b/dns/zone.yaml',
    ]);
    expect(place.git('log', '-1', '--format=%B', REF)).toBe(
      `Edits by hand on commit ${head}\n\nmodified regions/a/dns/zone.yaml\ndeleted  regions/a/keys/key.yaml\nadded    regions/a/new.yaml`,
    );
    expectRendered();
  });

  it.each([
    ['the folders that are written', ['regions/a', 'regions/b']],
    ['one of them and one that is not there', ['regions/b', 'regions/c']],
    ['none of them', ['regions/c']],
  ])('is kept when the run expected to write %s', async (_which, expected) => {
    for (const folder of ['a', 'b']) place.edit(`regions/${folder}/dns/zone.yaml`, `${folder} by hand\n`);
    const run = await (await place.open()).beginRun(expected);
    for (const folder of [A, B]) await run.replaceFolder(folder);

    const { handEdits } = await run.finish({ message: 'render' });

    expect(handEdits.map(({ path }) => path).sort()).toEqual([
      'regions/a/dns/zone.yaml',
      'regions/b/dns/zone.yaml',
    ]);
    expectRendered();
  });

  it('is left alone in a folder that the run expected to write and did not', async () => {
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    const run = await (await place.open()).beginRun(['regions/a', 'regions/b']);
    await run.replaceFolder(B);

    const { handEdits } = await run.finish({ message: 'render' });

    expect(handEdits).toEqual([]);
    expect(place.read('regions/a/dns/zone.yaml')).toBe('by hand\n');
  });

  it('is kept when the same file is rendered anew', async () => {
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');

    const result = await writeFolders(await place.open(), [
      toFolder('regions/a', { 'dns/zone.yaml': 'anew\n' }),
    ]);

    expect(result.handEdits).toEqual([{ path: 'regions/a/dns/zone.yaml', kind: 'modified', ref: REF }]);
    expect(place.read('regions/a/dns/zone.yaml')).toBe('anew\n');
    expect(place.git('show', `${REF}:regions/a/dns/zone.yaml`)).toBe('by hand');
    expect(place.git('status', '--porcelain')).toBe('');
  });

  it('is kept when its folder is deleted', async () => {
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    place.edit('regions/a/new.yaml', 'new\n');

    const run = await (await place.open()).beginRun();
    await run.deleteFolder('regions/a');
    await run.finish({ message: 'delete a' });

    expect(place.git('show', `${REF}:regions/a/new.yaml`)).toBe('new');
    expect(place.has('regions/a')).toBe(false);
    expect(place.git('status', '--porcelain')).toBe('');
  });

  it('is found when it has been staged', async () => {
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    place.edit('regions/a/new.yaml', 'new\n');
    place.git('add', '--all');

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits.map(({ path, kind }) => [path, kind])).toEqual([
      ['regions/a/dns/zone.yaml', 'modified'],
      ['regions/a/new.yaml', 'added'],
    ]);
    expect(place.git('show', `${REF}:regions/a/new.yaml`)).toBe('new');
    expectRendered();
  });

  it('is found when it has been staged, and undone in the work tree alone', async () => {
    const rendered = place.read('regions/a/dns/zone.yaml');
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    place.git('add', '--all');
    place.edit('regions/a/dns/zone.yaml', rendered);

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits.map(({ path, kind }) => [path, kind])).toEqual([
      ['regions/a/dns/zone.yaml', 'modified'],
    ]);
    expectRendered();
  });

  it('is none where a file was only touched', async () => {
    place.edit('regions/a/dns/zone.yaml', place.read('regions/a/dns/zone.yaml'));

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits).toEqual([]);
    expectRendered();
  });

  it('is undone by the next run when it has been committed, and stays in the history', async () => {
    place.edit('regions/a/dns/zone.yaml', 'by hand\n');
    place.git('commit', '--quiet', '--all', '--message', 'by hand');
    const byHand = place.git('rev-parse', 'main');

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits).toEqual([]);
    expect(result.changes.paths).toEqual([{ path: 'regions/a/dns/zone.yaml', kind: 'modified' }]);
    expect(place.git('rev-parse', 'main^')).toBe(byHand);
    expectRendered();
  });

  it('is left alone in a folder that the run does not write', async () => {
    place.edit('regions/b/dns/zone.yaml', 'by hand\n');

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits).toEqual([]);
    expect(place.read('regions/b/dns/zone.yaml')).toBe('by hand\n');
  });

  it('is found everywhere when all is verified', async () => {
    place.edit('regions/b/dns/zone.yaml', 'by hand\n');
    place.edit('notes.txt', 'mine\n');

    const run = await (await place.open()).beginRun();
    const result = await run.finish({ message: 'verify', verify: 'all' });

    expect(result.handEdits).toEqual([
      { path: 'regions/b/dns/zone.yaml', kind: 'modified', ref: REF },
      { path: 'notes.txt', kind: 'added', ref: REF },
    ]);
    expect(result.commit).toBeUndefined();
    expectRendered();
  });

  it('gets a ref of its own when another was found in the same second', async () => {
    place.edit('regions/a/dns/zone.yaml', 'first\n');
    await writeFolders(await place.open(), [A]);
    place.edit('regions/a/dns/zone.yaml', 'second\n');

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits.map(({ ref }) => ref)).toEqual([`${REF}-2`]);
    expect(place.git('show', `${REF}:regions/a/dns/zone.yaml`)).toBe('first');
    expect(place.git('show', `${REF}-2:regions/a/dns/zone.yaml`)).toBe('second');
  });

  it('is found in one of very many folders', async () => {
    const many = Array.from({ length: 40 }, (_, at) => toFolder(`many/f${at}`, { 'x.yaml': `${at}\n` }));
    await writeFolders(await place.open(), many);
    place.edit('many/f7/x.yaml', 'by hand\n');
    place.edit('regions/a/dns/zone.yaml', 'not asked for\n');

    const result = await writeFolders(await place.open(), many);

    expect(result.handEdits).toEqual([{ path: 'many/f7/x.yaml', kind: 'modified', ref: REF }]);
    expect(place.read('many/f7/x.yaml')).toBe('7\n');
  });

  it('is kept as a link when a folder was replaced by one, whose target stays untouched', async () => {
    const outside = join(dirname(place.path), 'outside');
    mkdirSync(join(outside, 'dns'), { recursive: true });
    rmSync(join(place.path, 'regions/a'), { recursive: true });
    symlinkSync(outside, join(place.path, 'regions/a'));

    await writeFolders(await place.open(), [A]);

    expect(place.git('ls-tree', REF, 'regions/a')).toMatch(/^120000 blob/);
    expect(place.has('../outside/dns/zone.yaml')).toBe(false);
    expectRendered();
  });

  it('is what lay in a folder before the repository was made', async () => {
    rmSync(join(place.path, '.git'), { recursive: true });
    place.edit('regions/a/dns/zone.yaml', 'older\n');

    const result = await writeFolders(await place.open(), [A, B]);

    expect(result.handEdits.map(({ path, kind }) => [path, kind])).toEqual([
      ['regions/a/dns/zone.yaml', 'added'],
      ['regions/a/keys/key.yaml', 'added'],
      ['regions/b/dns/zone.yaml', 'added'],
    ]);
    expect(place.git('show', `${REF}:regions/a/dns/zone.yaml`)).toBe('older');
    expectRendered();
  });

  it('is undone in all of very many files', async () => {
    const texts = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`f${at}.yaml`, `${at}\n`]));
    await writeFolders(await place.open(), [toFolder('regions/a', texts)]);
    rmSync(join(place.path, 'regions/a'), { recursive: true });

    const result = await writeFolders(await place.open(), [toFolder('regions/a', texts)]);

    expect(result.handEdits).toHaveLength(600);
    expect(place.read('regions/a/f599.yaml')).toBe('599\n');
    expect(place.git('status', '--porcelain')).toBe('');
  });

  it('is none where Git ignores the file', async () => {
    place.edit('.git/info/exclude', '*.swp\n');
    place.edit('regions/a/.zone.swp', 'editor\n');

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits).toEqual([]);
    expect(place.has('regions/a/.zone.swp')).toBe(true);
  });

  it('is named and left alone where it is a repository of its own', async () => {
    execFileSync('git', ['init', '--quiet', join(place.path, 'regions/a/nested')]);

    const result = await writeFolders(await place.open(), [A]);

    expect(result.handEdits).toEqual([{ path: 'regions/a/nested/', kind: 'nested-repository' }]);
    expect(place.has('regions/a/nested/.git')).toBe(true);
    expect(place.git('for-each-ref', 'refs/atoll')).toBe('');
  });
});

function expectRendered(): void {
  expect(place.read('regions/a/dns/zone.yaml')).toBe('zone\n');
  expect(place.read('regions/a/keys/key.yaml')).toBe('key\n');
  expect(place.read('regions/b/dns/zone.yaml')).toBe('zone b\n');
  expect(place.git('status', '--porcelain')).toBe('');
  expect(place.git('fsck', '--strict', '--no-dangling')).toBe('');
}
