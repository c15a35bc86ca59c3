import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findBinaries } from './binaries.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-binaries-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('findBinaries', () => {
  it('takes the programs in KUBEBUILDER_ASSETS before all others', async () => {
    await writePrograms(folder);

    expect(findBinaries({ KUBEBUILDER_ASSETS: folder })).toMatchObject({
      state: 'found',
      binaries: { etcd: join(folder, 'etcd'), kubeApiserver: join(folder, 'kube-apiserver') },
    });
  });

  it('does not look further when KUBEBUILDER_ASSETS names a folder without them', async () => {
    await writeFile(join(folder, 'etcd'), '');

    expect(findBinaries({ KUBEBUILDER_ASSETS: folder })).toEqual({
      state: 'absent',
      reason: `KUBEBUILDER_ASSETS=${folder} does not hold etcd and kube-apiserver`,
    });
  });

  it('says that Go is missing when nothing is cached, and makes no file', async () => {
    const lookup = findBinaries({ PATH: '', ATOLL_CACHE: folder });

    expect(lookup.state === 'absent' && lookup.reason).toMatch(
      /^no KUBEBUILDER_ASSETS, no cached binaries and no go ≥ 1\.26: go does not start \(/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not take cached programs of other sources', async () => {
    await writePrograms(
      join(folder, 'cluster-binaries', `${process.platform}-${process.arch}-0123-go1.26.8`),
    );

    expect(findBinaries({ PATH: '', ATOLL_CACHE: folder }).state).toBe('absent');
  });
});

async function writePrograms(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await writeFile(join(target, 'etcd'), '');
  await writeFile(join(target, 'kube-apiserver'), '');
}
