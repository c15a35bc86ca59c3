import { describe, expect, it } from 'vitest';
import { rememberUnchanged } from './remember-unchanged.ts';
import { toCachedRegion } from './testing/cached-region.ts';

describe(rememberUnchanged, () => {
  it('keeps what was rendered and found standing, and leaves open what would have changed', () => {
    const names = ['same', 'changed', 'new', 'restored'];
    const content = {
      code: 'code',
      organization: 'organization',
      freezes: '',
      deployed: names,
      regions: Object.fromEntries(names.map((name) => [name, toCachedRegion(name)])),
      clusters: { main: 'sha256:1', other: 'sha256:2' },
    };
    const before = { changed: { ...toCachedRegion('changed'), objects: 7 } };

    const kept = rememberUnchanged({
      content,
      before,
      deployed: ['changed', 'restored', 'same'],
      changedFolders: ['clusters/main', 'control-plane/changed', 'control-plane/new', 'regions/restored'],
    });

    expect(kept).toStrictEqual({
      ...content,
      deployed: ['changed', 'restored', 'same'],
      regions: { same: toCachedRegion('same'), changed: { ...before.changed, stamps: [] } },
      clusters: { other: 'sha256:2' },
    });
  });
});
