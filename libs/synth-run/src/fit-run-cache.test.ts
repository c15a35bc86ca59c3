import { describe, expect, it } from 'vitest';
import { fitRunCache } from './fit-run-cache.ts';
import type { RunCache } from './run-cache.ts';
import { toCachedRegion } from './testing/cached-region.ts';

const CACHE: RunCache = {
  version: 1,
  code: 'code',
  head: 'old',
  organization: 'organization',
  freezes: '',
  deployed: ['a', 'b'],
  regions: { a: toCachedRegion('a'), b: toCachedRegion('b') },
  clusters: { main: 'sha256:1', other: 'sha256:2' },
};

function toRepo(changed: readonly string[]) {
  return {
    listFolders: () => Promise.resolve(['a', 'b', 'c']),
    listChangedFolders: () => Promise.resolve(changed),
  };
}

describe(fitRunCache, () => {
  it('gives the cache as it is where main did not move', async () => {
    expect(await fitRunCache(CACHE, 'old', toRepo(['control-plane/a']))).toBe(CACHE);
  });

  it('drops only what somebody else changed, and looks what stands now', async () => {
    const fitted = await fitRunCache(CACHE, 'new', toRepo(['regions/a', 'control-plane/c', 'clusters/main']));

    expect(fitted).toStrictEqual({
      ...CACHE,
      head: 'new',
      deployed: ['a', 'b', 'c'],
      regions: { b: CACHE.regions['b'] },
      clusters: { main: '', other: 'sha256:2' },
    });
  });

  it.each([
    ['nobody can say what changed', { ...toRepo([]), listChangedFolders: undefined }],
    [
      'the cached commit is gone',
      { ...toRepo([]), listChangedFolders: () => Promise.reject(new Error('bad object')) },
    ],
  ])('gives nothing where %s', async (_, repo) => {
    expect(await fitRunCache(CACHE, 'new', repo)).toBeUndefined();
  });

  it('gives nothing for a repository that has become empty', async () => {
    expect(await fitRunCache(CACHE, undefined, toRepo([]))).toBeUndefined();
  });
});
