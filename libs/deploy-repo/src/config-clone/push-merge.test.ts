import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigRemote, createConfigRemote } from '../testing/config-remote.ts';
import { type ConfigCloneOptions, openConfigClone } from './open-config-clone.ts';

const FILES = { 'regions/eu-1/region.yaml': 'size: 1\n' };

async function openFor(remote: ConfigRemote, options: Partial<ConfigCloneOptions> = {}) {
  const clone = await openConfigClone({
    url: remote.url,
    folder: join(remote.folder, 'cache'),
    author: { name: 'Atoll', email: 'atoll@example.org' },
    environment: process.env,
    now: () => new Date('2026-03-01T12:00:00Z'),
    ...options,
  });
  const commitSize = async () =>
    clone.commitFile({
      parent: await clone.fetch(),
      path: 'regions/eu-1/region.yaml',
      text: 'size: 2\n',
      message: 'Grow',
    });
  return { clone, commitSize, [Symbol.dispose]: () => clone.close() };
}

function addHook({ url }: ConfigRemote, script: string): void {
  writeFileSync(join(url, 'hooks/pre-receive'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

describe('the push of a merge', () => {
  it('removes a lock that a killed push has left in a remote that is a path', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote, { patienceSeconds: 1 });
    const commit = await opened.commitSize();
    const lock = join(remote.url, 'refs/heads/main.lock');
    writeFileSync(lock, '');

    expect(await opened.clone.push({ commit, deleted: new Map() })).toBe('pushed');
    expect(remote.host('rev-parse', 'main')).toBe(commit);
    expect(existsSync(lock)).toBe(false);
  });

  it('fails with the words of the remote when a ref cannot be locked and nothing has moved', async () => {
    using remote = createConfigRemote(FILES);
    const proposed = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 2\n' }, 'Grow');
    addHook(remote, 'echo "cannot lock ref refs/heads/main: failed to update ref" >&2; exit 1');
    using opened = await openFor(remote);
    const commit = await opened.commitSize();

    const pushing = opened.clone.push({ commit, deleted: new Map([['agent/eu-1/a', proposed]]) });

    await expect(pushing).rejects.toMatchObject({
      code: 'ERR_DEPLOY_REPO_REMOTE',
      message: expect.stringContaining('cannot lock ref'),
    });
  });

  it('ends when the remote says nothing any more', async () => {
    using remote = createConfigRemote(FILES);
    using opened = await openFor(remote, { patienceSeconds: 1 });
    const commit = await opened.commitSize();
    addHook(remote, 'exec sleep 60');

    await expect(opened.clone.push({ commit, deleted: new Map() })).rejects.toThrow(
      'the remote has said nothing for 1 seconds',
    );
  });
});

describe('a fetch', () => {
  it('ends when the remote says nothing', async () => {
    using remote = createConfigRemote(FILES);
    const environment = { ...process.env, GIT_SSH_COMMAND: 'sleep 60 #' };
    const url = 'ssh://git@config.invalid/config.git';
    using opened = await openFor(remote, { url, environment, patienceSeconds: 0.5 });

    await expect(opened.clone.fetch()).rejects.toThrow('the remote has said nothing for 0.5 seconds');
  });
});
