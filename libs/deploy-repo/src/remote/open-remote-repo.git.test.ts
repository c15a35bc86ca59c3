import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointName } from '../checkpoint.ts';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const A = toFolder('control-plane/a', { 'dns/zone.yaml': 'zone\n', 'keys/key.yaml': 'key\n' });
const B = toFolder('control-plane/b', { 'dns/zone.yaml': 'zone b\n' });
/** Equal to that of the embedded repository: the same files, author, time and message. */
const FIRST_COMMIT = '9af943835262ccd9026aa4f3687fb5bbce896d99';
const CONTROL_B = toFolder('control-plane/b', { 'dns/zone.yaml': 'zone b changed\n' });

describe.each(['path', 'http'] as const)('a remote repository behind a %s', (kind) => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote(kind);
  });
  afterEach(() => remote.remove());

  it('is read as empty before the first run', async () => {
    const repo = await remote.open();

    expect(repo.url).toBe(remote.url);
    expect(repo.path).toBe(join(remote.root, 'clone'));
    expect(await repo.head()).toBeUndefined();
    expect(await repo.listFolders('')).toEqual([]);
    expect(await repo.readFile('control-plane/a/dns/zone.yaml')).toBeUndefined();
    expect(await repo.listBranches('')).toEqual(new Map());
    expect(repo.recovered).toBeUndefined();
    remote.expectSound();
  });

  it('holds after the first run one commit, on main and on the branches of what changed', async () => {
    const steps: CheckpointName[] = [];
    const repo = await remote.open('clone', { checkpoint: (name) => void steps.push(name) });

    const result = await writeFolders(repo, [A, B]);

    expect(result).toMatchObject({
      commit: FIRST_COMMIT,
      head: FIRST_COMMIT,
      branches: ['region/a', 'region/b'],
      handEdits: [],
      changes: { total: 3 },
    });
    expect(remote.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n')).toEqual([
      `refs/heads/main ${FIRST_COMMIT}`,
      `refs/heads/region/a ${FIRST_COMMIT}`,
      `refs/heads/region/b ${FIRST_COMMIT}`,
    ]);
    expect(steps).toEqual([
      ...['fetched', 'locked', 'imported', 'committed', 'pushing', 'pushed', 'refs-moved'],
      ...['temporary-ref-dropped', 'unlocked'],
    ]);
    remote.expectSound();
  });

  it('keeps its commit when a run renders the same', async () => {
    const repo = await remote.open();
    await writeFolders(repo, [A, B]);

    const second = await writeFolders(repo, [B, A]);

    expect(second.commit).toBeUndefined();
    expect(second.head).toBe(FIRST_COMMIT);
    expect(second.branches).toEqual([]);
    expect(remote.git('rev-list', '--count', 'main')).toBe('1');
    remote.expectSound();
  });

  it('moves only the branches of what changed', async () => {
    const repo = await remote.open();
    await writeFolders(repo, [A, B]);

    const second = await writeFolders(repo, [A, CONTROL_B]);

    expect(second.branches).toEqual(['region/b']);
    expect(remote.git('rev-parse', 'main', 'region/b', 'region/a', 'main^').split('\n')).toEqual([
      second.commit,
      second.commit,
      FIRST_COMMIT,
      FIRST_COMMIT,
    ]);
    remote.expectSound();
  });

  it('is read from the last fetch, in any clone', async () => {
    const other = await remote.open('other');
    const { commit: first = '' } = await writeFolders(await remote.open(), [A, B]);
    const before = await other.head();
    await other.fetch();
    const { commit: second = '' } = await writeFolders(other, [CONTROL_B]);

    expect(before).toBeUndefined();
    expect(await other.listFolders('control-plane')).toEqual(['a', 'b']);
    expect([...(await other.readFiles(['control-plane/b/dns/zone.yaml', 'no/such']))]).toEqual([
      ['control-plane/b/dns/zone.yaml', 'zone b changed\n'],
    ]);
    expect([...(await other.listBranches('region/'))]).toEqual([
      ['region/a', first],
      ['region/b', second],
    ]);
    expect([...(await other.listBranches('region/b'))]).toEqual([['region/b', second]]);
    expect(await other.listChangedFolders(first, second)).toEqual(['control-plane/b']);
    expect(await other.listChangedFolders(second, second)).toEqual([]);
  });

  it('gives the trailers of commits', async () => {
    const repo = await remote.open();
    const run = await repo.beginRun();
    await run.replaceFolder(A);
    const trailers = { 'Atoll-Source': 'abc', 'Atoll-Generator': '1.2: odd' };
    const { commit: first = '' } = await run.finish({
      message: 'Render a\n\nNot: a trailer\n\nwords',
      trailers,
    });
    const { commit: second = '' } = await writeFolders(repo, [B]);

    expect([...(await repo.readTrailers([first, second]))]).toEqual([
      [first, trailers],
      [second, {}],
    ]);
    expect(await repo.readTrailers([])).toEqual(new Map());
  });

  it('loses a deleted folder, and follows a branch that somebody deleted', async () => {
    const repo = await remote.open();
    await writeFolders(repo, [A, B]);
    remote.git('update-ref', '-d', 'refs/heads/region/a');
    await repo.fetch();

    const run = await repo.beginRun();
    await run.deleteFolder('control-plane/a');
    await run.finish({ message: 'decommission a' });

    expect(await repo.listFolders('control-plane')).toEqual(['b']);
    expect([...(await repo.listBranches('')).keys()]).toEqual(['main', 'region/b']);
    remote.expectSound();
  });

  it('publishes another branch than main', async () => {
    const repo = await remote.open('clone', { branch: 'production' });

    await writeFolders(repo, [A]);

    expect(await repo.head()).toBeDefined();
    expect([...(await repo.listBranches('')).keys()]).toEqual(['production', 'region/a']);
    const run = await repo.beginRun();
    await run.replaceFolder(B);
    await expect(run.finish({ message: 'x', branches: () => ['production'] })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_BRANCH',
      message:
        '"production" cannot be a branch beside production: use letters, digits, ".", "-", "_" and "/", for example region/eu-1',
    });
    remote.expectSound();
  });

  it('leaves nothing of a run that is given up', async () => {
    const repo = await remote.open();
    const run = await repo.beginRun();
    await run.replaceFolder(A);

    await run.abort();

    expect(remote.git('for-each-ref')).toBe('');
    remote.expectSound();
  });

  it.skipIf(spawnSync('ssh-keygen', ['-?']).error)('signs its commits', async () => {
    const key = join(remote.root, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key]);
    const [type, text] = execFileSync('ssh-keygen', ['-y', '-f', key], { encoding: 'utf8' }).split(' ');
    writeFileSync(join(remote.root, 'allowed'), `atoll@example.org ${type} ${text}\n`);

    await writeFolders(await remote.open('clone', { signingKey: { format: 'ssh', key } }), [A]);

    const allowed = `gpg.ssh.allowedSignersFile=${join(remote.root, 'allowed')}`;
    expect(remote.git('-c', allowed, 'log', '-1', '--format=%G?', 'region/a')).toBe('G');
  });
});

describe('branches that follow', () => {
  let remote: TemporaryRemote;
  beforeEach(async () => {
    remote = await createTemporaryRemote('path');
  });
  afterEach(() => remote.remove());

  const FOLLOWERS = new Map([
    ['region/a', ['control-plane/a']],
    ['region/b', ['control-plane/b', 'regions/b']],
  ]);

  async function write(contents: readonly ReturnType<typeof toFolder>[]) {
    const run = await (await remote.open()).beginRun();
    for (const content of contents) {
      await run.replaceFolder(content);
    }
    return run.finish({ message: 'render', followers: FOLLOWERS });
  }

  it('are made or brought along when they lack what main shows, in the same push', async () => {
    await writeFolders(await remote.open(), [A, B]);
    const first = remote.git('rev-parse', 'main');
    const run = await (await remote.open()).beginRun();
    await run.replaceFolder(CONTROL_B);
    await run.finish({ message: 'without branches' });
    remote.git('update-ref', '-d', 'refs/heads/region/a');

    const result = await write([toFolder('control-plane/c', { 'x.yaml': 'x\n' })]);

    expect(result.branches).toEqual(['region/a', 'region/b']);
    expect(new Set(remote.git('rev-parse', 'main', 'region/a', 'region/b').split('\n'))).toEqual(
      new Set([result.commit]),
    );
    expect(result.commit).not.toBe(first);
    remote.expectSound();
  });

  it('are brought along also if there is nothing to commit', async () => {
    const { commit } = await writeFolders(await remote.open(), [A, B]);
    remote.git('update-ref', '-d', 'refs/heads/region/a');

    const result = await write([]);

    expect(result).toMatchObject({ head: commit, branches: ['region/a'] });
    expect(result.commit).toBeUndefined();
    expect(remote.git('rev-parse', 'region/a')).toBe(commit);
    remote.expectSound();
  });

  it('stay where they are when they show the same', async () => {
    const { commit } = await writeFolders(await remote.open(), [A, B]);

    const result = await write([toFolder('control-plane/c', { 'x.yaml': 'x\n' })]);

    expect(result.branches).toEqual([]);
    expect(remote.git('rev-parse', 'region/a')).toBe(commit);
  });
});
