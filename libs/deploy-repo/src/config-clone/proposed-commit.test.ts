import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConfigRemote } from '../testing/config-remote.ts';
import { FILES, openFor } from '../testing/open-test-clone.ts';
import type { ConfigClone } from './config-clone.ts';

describe('a proposed commit', () => {
  it('is read with its base, its message and what it changes', async () => {
    using remote = createConfigRemote(FILES);
    const base = remote.git('rev-parse', 'HEAD');
    const commit = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 2\n' }, 'Why\n\nA: b');
    using opened = await openFor(remote);
    remote.push({ 'README.md': 'More.\n' });
    const head = await opened.clone.fetch();

    expect(await opened.clone.fetchBranches('agent/')).toStrictEqual(new Map([['agent/eu-1/a', commit]]));
    expect(await opened.clone.readProposed(commit, head)).toStrictEqual({
      commit,
      base,
      isSingle: true,
      isMerged: false,
      seconds: Number(remote.git('show', '-s', '--format=%ct', commit)),
      message: 'Why\n\nA: b',
      changes: [
        {
          path: 'regions/eu-1/region.yaml',
          kind: 'modified',
          oldMode: '100644',
          mode: '100644',
          bytes: 8,
        },
      ],
    });
  });

  it('is not single when it stands on another one, and merged when the branch holds it', async () => {
    using remote = createConfigRemote(FILES);
    const start = remote.git('rev-parse', 'HEAD');
    remote.git('checkout', '--quiet', '-b', 'two');
    remote.commit({ 'regions/eu-1/region.yaml': 'size: 2\n' });
    const second = remote.commit({ 'regions/eu-1/region.yaml': 'size: 3\n' });
    remote.git('push', '--quiet', remote.url, 'two:agent/eu-1/two', `${start}:refs/heads/agent/eu-1/old`);
    remote.git('checkout', '--quiet', 'main');
    using opened = await openFor(remote);
    const head = await opened.clone.fetch();
    await opened.clone.fetchBranches('agent/');

    expect(await opened.clone.readProposed(second, head)).toMatchObject({ isSingle: false, isMerged: false });
    expect(await opened.clone.readProposed(start, head)).toMatchObject({ isMerged: true, changes: [] });
  });

  it('has no base when it shares no history', async () => {
    using remote = createConfigRemote(FILES);
    remote.git('checkout', '--quiet', '--orphan', 'stranger');
    const commit = remote.commit({ 'regions/eu-1/region.yaml': 'size: 2\n' });
    remote.git('push', '--quiet', remote.url, 'HEAD:agent/eu-1/stranger');
    using opened = await openFor(remote);
    const head = await opened.clone.fetch();
    await opened.clone.fetchBranches('agent/');

    expect(await opened.clone.readProposed(commit, head)).toMatchObject({ base: undefined, isSingle: false });
  });

  it('shows links, submodules, executables and renames for what they are, and few of many changes', async () => {
    using remote = createConfigRemote(FILES);
    remote.git('checkout', '--quiet', '-b', 'odd');
    const blob = remote.git('rev-parse', 'HEAD:README.md');
    const commit = remote.git('rev-parse', 'HEAD');
    remote.git('update-index', '--add', '--cacheinfo', `120000,${blob},regions/eu-1/region.yaml`);
    remote.git('update-index', '--add', '--cacheinfo', `160000,${commit},regions/us-1/sub`);
    remote.git('update-index', '--add', '--cacheinfo', `100755,${blob},regions/us-1/x`);
    for (let at = 0; at < 20; at += 1)
      remote.git('update-index', '--add', '--cacheinfo', `100644,${blob},regions/zz/${at}`);
    remote.git('commit', '--quiet', '-m', 'Odd');
    const odd = remote.git('rev-parse', 'HEAD');
    remote.git('push', '--quiet', remote.url, 'odd:agent/eu-1/odd');
    using opened = await openFor(remote);
    const head = await opened.clone.fetch();
    await opened.clone.fetchBranches('agent/');

    const { changes } = await opened.clone.readProposed(odd, head);

    expect(changes.map(({ path, mode, bytes }) => [path, mode, bytes])).toStrictEqual([
      ['regions/eu-1/region.yaml', '120000', 6],
      ['regions/us-1/sub', '160000', undefined],
      ['regions/us-1/x', '100755', 6],
      ['regions/zz/0', '100644', 6],
      ['regions/zz/1', '100644', 6],
    ]);
  });
});

describe('a merge', () => {
  async function commitSize(clone: ConfigClone, parent: string): Promise<string> {
    return clone.commitFile({
      parent,
      path: 'regions/eu-1/region.yaml',
      text: 'size: 2\n',
      message: 'Grow\n\nAtoll-Decision: eu-1/a\nAtoll-Agent: region',
    });
  }

  it('moves the branch and takes the proposal away in one push', async () => {
    using remote = createConfigRemote(FILES);
    const proposed = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 2\n' }, 'Grow');
    using opened = await openFor(remote);
    const head = await opened.clone.fetch();
    await opened.clone.fetchBranches('agent/');

    const commit = await commitSize(opened.clone, head);
    const outcome = await opened.clone.push({ commit, deleted: new Map([['agent/eu-1/a', proposed]]) });

    expect(outcome).toBe('pushed');
    expect(remote.host('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(remote.host('show', 'main:regions/eu-1/region.yaml')).toBe('size: 2');
    expect(remote.host('log', '-1', '--format=%an %cI %s', 'main')).toBe(
      'Atoll 2026-03-01T12:00:00+00:00 Grow',
    );
    expect(remote.host('fsck', '--strict', '--no-dangling')).toBe('');
    expect(await opened.clone.fetch()).toBe(commit);
    expect(await opened.clone.listWithTrailer(commit, 'Atoll-Decision', 'eu-1/a')).toStrictEqual([
      {
        commit,
        trailers: { 'Atoll-Decision': 'eu-1/a', 'Atoll-Agent': 'region' },
        paths: ['regions/eu-1/region.yaml'],
      },
    ]);
    expect(await opened.clone.listWithTrailer(commit, 'Atoll-Decision', 'eu-1/')).toStrictEqual([]);
  });

  it('pushes nothing when the branch has moved, or the proposal has', async () => {
    using remote = createConfigRemote(FILES);
    const proposed = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 2\n' }, 'Grow');
    using opened = await openFor(remote);
    const head = await opened.clone.fetch();
    const commit = await commitSize(opened.clone, head);
    const again = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 9\n' }, 'Grow more');

    expect(await opened.clone.push({ commit, deleted: new Map([['agent/eu-1/a', proposed]]) })).toBe('moved');
    expect(remote.host('rev-parse', 'main')).toBe(head);

    const other = remote.push({ 'README.md': 'Faster.\n' });

    expect(await opened.clone.push({ commit, deleted: new Map([['agent/eu-1/a', again]]) })).toBe('moved');
    expect(remote.host('rev-parse', 'main')).toBe(other);
    expect(remote.host('rev-parse', 'agent/eu-1/a')).toBe(again);
  });

  it('moves the branch alone where the host deletes nothing', async () => {
    using remote = createConfigRemote(FILES);
    remote.host('config', 'receive.denyDeletes', 'true');
    const proposed = remote.propose('agent/eu-1/a', { 'regions/eu-1/region.yaml': 'size: 2\n' }, 'Grow');
    using opened = await openFor(remote);
    const commit = await commitSize(opened.clone, await opened.clone.fetch());

    expect(await opened.clone.push({ commit, deleted: new Map([['agent/eu-1/a', proposed]]) })).toBe('kept');
    expect(remote.host('rev-parse', 'main')).toBe(commit);
    expect(remote.host('rev-parse', 'agent/eu-1/a')).toBe(proposed);
  });

  it('is told when a hook of the host refuses it', async () => {
    using remote = createConfigRemote(FILES);
    writeFileSync(join(remote.url, 'hooks/pre-receive'), '#!/bin/sh\necho not you\nexit 1\n', {
      mode: 0o755,
    });
    using opened = await openFor(remote);
    const commit = await commitSize(opened.clone, await opened.clone.fetch());

    await expect(opened.clone.push({ commit, deleted: new Map() })).rejects.toThrow('not you');
  });
});
