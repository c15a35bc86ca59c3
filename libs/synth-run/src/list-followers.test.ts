import { describe, expect, it } from 'vitest';
import { listFollowers } from './list-followers.ts';
import { toCachedRegion } from './testing/cached-region.ts';

describe(listFollowers, () => {
  it('gives a region its halves, and a control cluster its folder with stage flux of its regions', () => {
    const regions = new Map([
      ['a', toCachedRegion('a')],
      ['b', toCachedRegion('b', 'other')],
    ]);

    const followers = listFollowers({ regions, clusters: { main: 'sha256:1', other: '' } }, () => true);

    expect(followers).toStrictEqual(
      new Map([
        ['cluster/main', ['clusters/main', 'control-plane/a/flux']],
        ['region/a', ['control-plane/a', 'regions/a']],
        ['region/b', ['control-plane/b', 'regions/b']],
      ]),
    );
  });

  it('leaves out the regions that nobody asked for, also in their control cluster', () => {
    const regions = new Map([
      ['a', toCachedRegion('a')],
      ['b', toCachedRegion('b')],
    ]);

    const followers = listFollowers({ regions, clusters: { main: 'sha256:1' } }, (name) => name === 'b');

    expect(followers).toStrictEqual(
      new Map([
        ['cluster/main', ['clusters/main', 'control-plane/b/flux']],
        ['region/b', ['control-plane/b', 'regions/b']],
      ]),
    );
  });
});
