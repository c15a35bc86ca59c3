import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH, createDesiredMirror } from '../testing/desired-mirror.ts';
import { toTexts } from '../testing/to-texts.ts';

const FOLDER = 'regions/eu-1/platform';
const A = `${FOLDER}/a.ConfigMap.x.yaml`;

describe('a remote that is away', () => {
  it('keeps nothing from being read, and its age and the error are told', async () => {
    let time = Date.parse('2026-03-01T12:00:00Z');
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' }, { now: () => new Date(time) });
    await made.mirror.fetch();
    expect(made.mirror.status()).toMatchObject({ ageMs: 0, failures: 0, lastError: undefined });
    renameSync(made.remote.url, `${made.remote.url}.away`);
    time += 60_000;
    await expect(made.mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    await expect(made.mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    const { branches, ...status } = made.mirror.status();
    expect(status).toMatchObject({
      ageMs: 60_000,
      failures: 2,
      lastSuccess: new Date('2026-03-01T12:00:00Z'),
      lastError: { code: 'ERR_DEPLOY_REPO_REMOTE', at: new Date(time) },
    });
    const [branch] = branches;
    expect(branch?.state).toBe('present');
    expect(toTexts(await made.mirror.readFolder(branch?.revision ?? '', FOLDER))).toEqual({ [A]: 'a: 1\n' });
    renameSync(`${made.remote.url}.away`, made.remote.url);
    await made.mirror.fetch();
    expect(made.mirror.status()).toMatchObject({ ageMs: 0, failures: 0, lastError: undefined });
  });

  it('keeps no mirror from being opened, which then knows no revision', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    await made.mirror.close();
    rmSync(made.folder, { recursive: true });
    const again = await made.reopen({ url: join(made.remote.folder, 'nothing.git') });
    await expect(again.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_REMOTE' });
    expect(again.status()).toMatchObject({
      lastSuccess: undefined,
      ageMs: undefined,
      branches: [{ revision: undefined, state: 'unknown' }],
    });
    await again.close();
  });
});

describe('opening a mirror', () => {
  it('is for one process, and again for the next after it was closed', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    await made.mirror.fetch();
    await expect(made.reopen()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_LOCKED' });
    await made.mirror.close();
    await expect(made.mirror.fetch()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_RUN_OVER' });
    const again = await made.reopen();
    expect(again.status().branches[0]?.revision).toBe(made.remote.git('rev-parse', 'HEAD'));
    await again.close();
  });

  it('removes the locks that a dead owner left, and begins anew where objects are damaged', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    await made.mirror.fetch();
    await made.mirror.close();
    const dead = { pid: 999_999_999, host: hostname(), start: 'x', run: 'dead' };
    writeFileSync(join(made.folder, 'atoll-lock'), JSON.stringify(dead));
    writeFileSync(join(made.folder, 'refs/heads', `${BRANCH}.lock`), '');
    rmSync(join(made.folder, 'objects'), { recursive: true });
    const again = await made.reopen();
    await again.fetch();
    const { revision = '' } = again.status().branches[0] ?? {};
    expect(toTexts(await again.readFolder(revision, FOLDER))).toEqual({ [A]: 'a: 1\n' });
    await again.close();
  });

  it.each([{ branches: [] }, { branches: ['a..b'] }])('refuses %j', async (options) => {
    await expect(createDesiredMirror({ [A]: 'a\n' }, options)).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_BRANCH',
    });
  });

  it.each(['ext::sh -c id', 'git://host/x', 'https://u:p@host/x'])('refuses the address %s', async (url) => {
    await expect(createDesiredMirror({ [A]: 'a\n' }, { url })).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_URL',
    });
  });
});

describe('two fetches at once', () => {
  it('are one', async () => {
    await using made = await createDesiredMirror({ [A]: 'a: 1\n' });
    expect(made.mirror.fetch()).toBe(made.mirror.fetch());
    await made.mirror.fetch();
    expect(made.mirror.status()).toMatchObject({ failures: 0 });
  });
});
