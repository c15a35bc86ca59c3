import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

const A = toFolder('regions/a', { 'zone.yaml': 'zone\n' });
/** Above every process number that Linux gives. Source: proc(5), PID_MAX_LIMIT = 2^22. */
const NO_PROCESS = 4_194_305;

let place: TemporaryRepo;
beforeEach(() => {
  place = createTemporaryRepo();
});
afterEach(() => place.remove());

describe('a run', () => {
  it('is refused while another one goes on, and goes on after that one', async () => {
    const repo = await place.open();
    const first = await repo.beginRun();
    const other = await place.open();

    await expect(other.beginRun()).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_LOCKED',
      message: `${place.path}: process ${process.pid} on ${hostname()} is writing here: wait for it; if no such process runs, delete ${join(place.path, '.git/atoll-lock')} and run again`,
    });

    await first.abort();
    expect((await writeFolders(other, [A])).commit).toBeDefined();
  });

  it.each([
    ['a process that is no more', { pid: NO_PROCESS, start: '' }],
    ['an earlier process with the number of a living one', { pid: process.pid, start: 'another boot' }],
  ])('takes over the lock of %s', async (_, owner) => {
    const repo = await place.open();
    place.edit('.git/atoll-lock', JSON.stringify({ host: hostname(), run: 'dead', ...owner }));

    const { commit } = await writeFolders(repo, [A]);

    expect(commit).toBeDefined();
    expect(repo.recovered).toEqual({ outcome: 'dropped', handEdits: [] });
    expect(place.has('.git/atoll-lock')).toBe(false);
  });

  it.each([
    [
      'of another machine',
      JSON.stringify({ pid: NO_PROCESS, host: 'elsewhere', start: '', run: 'x' }),
      `process ${NO_PROCESS} on elsewhere`,
    ],
    ['that cannot be read', 'garbage', 'an unreadable lock'],
  ])('leaves a lock alone %s', async (_, lock, words) => {
    const repo = await place.open();
    place.edit('.git/atoll-lock', lock);

    await expect(repo.beginRun()).rejects.toThrow(`${words} is writing here`);

    expect(place.read('.git/atoll-lock')).toBe(lock);
  });

  it('gives way when somebody moves main meanwhile, and loses nothing', async () => {
    const repo = await place.open();
    await writeFolders(repo, [A]);
    const run = await repo.beginRun();
    await run.replaceFolder(toFolder('regions/a', { 'zone.yaml': 'other\n' }));
    place.git('commit', '--quiet', '--allow-empty', '--message', 'by hand');
    const byHand = place.git('rev-parse', 'main');

    await expect(run.finish({ message: 'render' })).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_MOVED' });

    expect(place.git('rev-parse', 'main')).toBe(byHand);
    expect(place.git('for-each-ref', 'refs/atoll')).toBe('');
    expect(['atoll-pending', 'atoll-lock'].filter((name) => place.has(`.git/${name}`))).toEqual([]);
    expect(place.git('status', '--porcelain')).toBe('');
    expect(
      (await writeFolders(repo, [toFolder('regions/a', { 'zone.yaml': 'other\n' })])).commit,
    ).toBeDefined();
  });

  it('moves no ref when one of its branches has moved meanwhile', async () => {
    const repo = await place.open({
      checkpoint: (name) => {
        if (name === 'pending-written') {
          place.git('update-ref', 'refs/heads/region/a', 'main');
        }
      },
    });
    const plain = await place.open();
    const { head } = await writeFolders(plain, [toFolder('regions/b', { 'x.yaml': 'x\n' })]);

    await expect(writeFolders(repo, [A])).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_MOVED' });

    expect(await repo.head()).toBe(head);
    expect(place.git('status', '--porcelain')).toBe('');
  });

  it('leaves nothing when it is aborted', async () => {
    const repo = await place.open();
    const run = await repo.beginRun();
    await run.replaceFolder(A);

    await run.abort();
    await run.abort();

    expect(await repo.head()).toBeUndefined();
    expect(place.git('for-each-ref')).toBe('');
    expect(place.has('.git/atoll-lock')).toBe(false);
  });

  it('ends once', async () => {
    const run = await (await place.open()).beginRun();
    await run.finish({ message: 'nothing' });

    await expect(run.replaceFolder(A)).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_RUN_OVER' });
    await expect(run.finish({ message: 'again' })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_RUN_OVER',
    });
  });

  it('commits nothing and writes nothing without folders', async () => {
    const run = await (await place.open()).beginRun();

    const result = await run.finish({ message: 'nothing' });

    expect(result).toEqual({ changes: { folders: [], paths: [], total: 0 }, branches: [], handEdits: [] });
  });

  it.each(['regions/a', 'regions/a/dns', 'regions'])('takes no second writer for %s', async (folder) => {
    const run = await (await place.open()).beginRun();
    await run.replaceFolder(A);

    await expect(run.replaceFolder(toFolder(folder, { x: 'x\n' }))).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_PATH',
      message: `the folder ${folder} was written already in this run, or lies in or around one that was: write each folder once`,
    });

    await run.abort();
  });

  it.each(['main', 'a..b', '-x', 'region/', 'a b', 'x.lock'])('moves no branch %j', async (branch) => {
    const repo = await place.open();
    const run = await repo.beginRun();
    await run.replaceFolder(A);

    await expect(run.finish({ message: 'render', branches: () => [branch] })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_BRANCH',
    });

    expect(await repo.head()).toBeUndefined();
    expect(place.has('.git/atoll-lock')).toBe(false);
  });

  it('gives the lock back and drops its tree when the message cannot be used', async () => {
    const repo = await place.open();
    const run = await repo.beginRun();
    await run.replaceFolder(A);

    await expect(run.finish({ message: ' ' })).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_MESSAGE' });

    expect(place.git('for-each-ref')).toBe('');
    expect((await writeFolders(repo, [A])).commit).toBeDefined();
  });
});
