import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectClean } from './testing/expect-clean.ts';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'dns/zone.yaml': 'zone\n', 'keys/key.yaml': 'key\n' });
const B = toFolder('control-plane/b', { 'dns/zone.yaml': 'zone b\n' });
/** What `git commit` gives for the files of A and B by Atoll at 2026-03-01T12:00:00Z, message "render". */
const FIRST_COMMIT = '9af943835262ccd9026aa4f3687fb5bbce896d99';

let place: TemporaryRepo;
beforeEach(() => {
  place = createTemporaryRepo();
});
afterEach(() => place.remove());

describe('a deploy repository', () => {
  it('is made where there is none, with main unborn', async () => {
    const repo = await place.open();

    expect(await repo.head()).toBeUndefined();
    expect(repo.recovered).toBeUndefined();
    expect(await repo.listFolders('control-plane')).toEqual([]);
    expect(await repo.readFile('control-plane/a/dns/zone.yaml')).toBeUndefined();
    expect(place.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(place.git('config', 'gc.auto')).toBe('0');
  });

  it('holds after the first run one commit, clean work tree and sound objects', async () => {
    const result = await writeFolders(await place.open(), [A, B]);

    expect(result).toEqual({
      commit: FIRST_COMMIT,
      head: FIRST_COMMIT,
      changes: {
        folders: [
          { folder: 'control-plane/a', added: 2, modified: 0, deleted: 0 },
          { folder: 'control-plane/b', added: 1, modified: 0, deleted: 0 },
        ],
        paths: [
          { path: 'control-plane/a/dns/zone.yaml', kind: 'added' },
          { path: 'control-plane/a/keys/key.yaml', kind: 'added' },
          { path: 'control-plane/b/dns/zone.yaml', kind: 'added' },
        ],
        total: 3,
      },
      branches: ['region/a', 'region/b'],
      handEdits: [],
    });
    expect(place.read('control-plane/a/dns/zone.yaml')).toBe('zone\n');
    expectClean(place);
  });

  it('keeps its commit when a run renders the same', async () => {
    const first = await writeFolders(await place.open(), [A, B]);

    const second = await writeFolders(await place.open(), [B, A]);

    expect(second.commit).toBeUndefined();
    expect(second.head).toBe(first.commit);
    expect(second.branches).toEqual([]);
    expectClean(place);
  });

  it('touches only the files that differ', async () => {
    await writeFolders(await place.open(), [A, B]);
    const untouched = ['control-plane/a/keys/key.yaml', 'control-plane/b/dns/zone.yaml'];
    const before = untouched.map((path) => toIdentity(place, path));

    const changed = toFolder('control-plane/a', { 'dns/zone.yaml': 'other\n', 'keys/key.yaml': 'key\n' });
    const result = await writeFolders(await place.open(), [changed, B]);

    expect(result.changes.folders).toEqual([
      { folder: 'control-plane/a', added: 0, modified: 1, deleted: 0 },
    ]);
    expect(place.read('control-plane/a/dns/zone.yaml')).toBe('other\n');
    expect(untouched.map((path) => toIdentity(place, path))).toEqual(before);
    expect(place.git('rev-list', '--count', 'main')).toBe('2');
    expectClean(place);
  });

  it('moves only the branches of changed folders', async () => {
    const first = await writeFolders(await place.open(), [A, B]);

    const second = await writeFolders(await place.open(), [
      A,
      toFolder('control-plane/b', { 'x.yaml': 'x\n' }),
    ]);

    expect(second.branches).toEqual(['region/b']);
    expect(place.git('rev-parse', 'region/a')).toBe(first.commit);
    expect(place.git('rev-parse', 'region/b', 'main').split('\n')).toEqual([second.commit, second.commit]);
  });

  it('loses a file that is not rendered any more, and the folders that it leaves empty', async () => {
    await writeFolders(await place.open(), [A, B]);

    const result = await writeFolders(await place.open(), [
      toFolder('control-plane/a', { 'dns/zone.yaml': 'zone\n' }),
    ]);

    expect(result.changes.paths).toEqual([{ path: 'control-plane/a/keys/key.yaml', kind: 'deleted' }]);
    expect(readdirSync(join(place.path, 'control-plane/a'))).toEqual(['dns']);
    expectClean(place);
  });

  it('loses a deleted folder', async () => {
    const repo = await place.open();
    await writeFolders(repo, [A, B]);

    const run = await repo.beginRun();
    await run.deleteFolder('control-plane/a');
    const result = await run.finish({ message: 'decommission a' });

    expect(result.changes.folders).toEqual([
      { folder: 'control-plane/a', added: 0, modified: 0, deleted: 2 },
    ]);
    expect(readdirSync(join(place.path, 'control-plane'))).toEqual(['b']);
    expect(await repo.listFolders('control-plane')).toEqual(['b']);
    expectClean(place);
  });

  it.each([
    ['a file becomes a folder', { x: 'file\n' }, { 'x/y.yaml': 'inner\n' }],
    ['a folder becomes a file', { 'x/y.yaml': 'inner\n', 'x/z/w.yaml': 'w\n' }, { x: 'file\n' }],
    ['names need quoting', { 'a b.yaml': '1\n' }, { '"q" ü [x]*.yaml': 'ä\n', "it's": '' }],
  ])('follows when %s', async (_, before, after) => {
    await writeFolders(await place.open(), [toFolder('regions/a', before)]);

    await writeFolders(await place.open(), [toFolder('regions/a', after)]);

    expect(
      place.git('-c', 'core.quotePath=false', 'ls-files', '-z').split('\0').filter(Boolean).toSorted(),
    ).toEqual(
      Object.keys(after)
        .map((path) => `regions/a/${path}`)
        .toSorted(),
    );
    expect(Object.keys(after).map((path) => place.read(`regions/a/${path}`))).toEqual(Object.values(after));
    expectClean(place);
  });

  it('holds the bytes that were rendered, whatever a .gitattributes asks for', async () => {
    await writeFolders(await place.open(), [A]);
    place.edit('.gitattributes', '* text eol=crlf ident\n');
    place.git('add', '.gitattributes');
    place.git('commit', '--quiet', '--message', 'by hand');
    const text = 'one\r\ntwo\n$Id$\n';

    await writeFolders(await place.open(), [toFolder('control-plane/a', { 'x.yaml': text })]);

    expect(place.read('control-plane/a/x.yaml')).toBe(text);
    expect(place.git('cat-file', '-s', 'main:control-plane/a/x.yaml')).toBe(String(text.length));
    expectClean(place);
  });

  it('is read from its last commit, not from its files', async () => {
    const repo = await place.open();
    await writeFolders(repo, [A, B]);
    place.edit('control-plane/a/dns/zone.yaml', 'by hand\n');

    const texts = await repo.readFiles([
      'control-plane/b/dns/zone.yaml',
      'control-plane/a/dns',
      'no/such file',
    ]);

    expect([...texts]).toEqual([['control-plane/b/dns/zone.yaml', 'zone b\n']]);
    expect(await repo.readFile('control-plane/a/dns/zone.yaml')).toBe('zone\n');
    expect(await repo.listFolders('')).toEqual(['control-plane']);
    expect(await repo.listFolders('control-plane')).toEqual(['a', 'b']);
    expect(await repo.listFolders('nowhere')).toEqual([]);
  });

  it('says message and trailers in the commit, under the author given', async () => {
    const run = await (await place.open()).beginRun();
    await run.replaceFolder(A);
    await run.finish({
      message: 'Render a\n\nFor the audit',
      trailers: { 'Source-Commit': 'abc', Generator: '1.2' },
    });

    expect(place.git('log', '-1', '--format=%an|%ae|%cn|%ce|%at|%B')).toBe(
      'Atoll|atoll@example.org|Atoll|atoll@example.org|1772366400|Render a\n\nFor the audit\n\nSource-Commit: abc\nGenerator: 1.2',
    );
    expect(place.git('log', '-1', '--format=%(trailers:key=Source-Commit,valueonly)')).toBe('abc');
  });

  it.skipIf(spawnSync('ssh-keygen', ['-?']).error)('signs its commits with an SSH key', async () => {
    const key = join(dirname(place.path), 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key]);
    const allowed = join(dirname(place.path), 'allowed');
    const [type, text] = execFileSync('ssh-keygen', ['-y', '-f', key], { encoding: 'utf8' }).split(' ');
    writeFileSync(allowed, `atoll@example.org ${type} ${text}\n`);

    await writeFolders(await place.open({ signingKey: { format: 'ssh', key } }), [A]);

    expect(place.git('-c', `gpg.ssh.allowedSignersFile=${allowed}`, 'log', '-1', '--format=%G?')).toBe('G');
    expectClean(place);
  });

  it('says which key cannot sign, and drops the run', async () => {
    const repo = await place.open({ signingKey: { format: 'ssh', key: join(place.path, 'no-such-key') } });

    await expect(writeFolders(repo, [A])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_SIGNING' });

    expect(await repo.head()).toBeUndefined();
    expect(place.git('for-each-ref')).toBe('');
    expect(place.has('control-plane')).toBe(false);
  });
});

describe('a repository that cannot be written', () => {
  it.each([
    ['a detached HEAD', ['checkout', '--quiet', '--detach'], 'no branch (a detached HEAD)'],
    ['another branch', ['checkout', '--quiet', '-b', 'mine'], 'branch mine'],
  ])('is refused with %s', async (_, checkout, words) => {
    const repo = await place.open();
    await writeFolders(repo, [A]);
    place.git(...checkout);

    await expect(repo.beginRun()).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_HEAD',
      message: `${place.path}: ${words} is checked out, and Atoll writes main only: run \`git -C ${place.path} switch main\` and run again`,
    });
  });

  it('is refused where .git is a file', async () => {
    mkdirSync(place.path);
    writeFileSync(join(place.path, '.git'), 'gitdir: ../other\n');

    await expect(place.open()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_NOT_A_REPOSITORY' });
  });

  it('says so when Git is not installed', async () => {
    const environment = { ...process.env, PATH: place.path };

    await expect(place.open({ environment })).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_GIT_MISSING' });
  });

  it('never follows a link out of its work tree', async () => {
    const repo = await place.open();
    await writeFolders(repo, [B]);
    const outside = join(dirname(place.path), 'outside');
    mkdirSync(outside);
    symlinkSync(outside, join(place.path, 'regions'));

    await expect(writeFolders(repo, [toFolder('regions/a', { 'x.yaml': 'x\n' })])).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_WORK_TREE',
      message: `${join(place.path, 'regions')} is a file or a symbolic link where the deploy repository needs a folder: move it away and run again`,
    });

    expect(readdirSync(outside)).toEqual([]);
    expect(place.git('rev-list', '--count', 'main')).toBe('1');
  });
});

/** A file that was written again has another inode or time. */
function toIdentity(repo: TemporaryRepo, path: string): string {
  const { ino, mtimeNs } = statSync(join(repo.path, path), { bigint: true });
  return `${ino} ${mtimeNs}`;
}
