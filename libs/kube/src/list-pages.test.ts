import { describe, expect, it } from 'vitest';
import { KubeError } from './kube-error.ts';
import { listPages, toListPath } from './list-pages.ts';

const vpcs = { group: 'ec2.example.com', version: 'v1beta1', plural: 'vpcs', namespace: 'region-one' };

describe('toListPath', () => {
  it.each([
    ['a group', vpcs, undefined, '/apis/ec2.example.com/v1beta1/namespaces/region-one/vpcs?limit=500'],
    [
      'the core group',
      { group: '', version: 'v1', plural: 'services', namespace: 'ingress' },
      undefined,
      '/api/v1/namespaces/ingress/services?limit=500',
    ],
    [
      'a label selector',
      { ...vpcs, labelSelector: 'atoll.dev/ingress=true' },
      undefined,
      '/apis/ec2.example.com/v1beta1/namespaces/region-one/vpcs?limit=500&labelSelector=atoll.dev%2Fingress%3Dtrue',
    ],
    [
      'the next page',
      vpcs,
      'abc+/=',
      '/apis/ec2.example.com/v1beta1/namespaces/region-one/vpcs?limit=500&continue=abc%2B%2F%3D',
    ],
    [
      'a name that would leave its place in the path',
      { ...vpcs, namespace: '../../secrets' },
      undefined,
      '/apis/ec2.example.com/v1beta1/namespaces/..%2F..%2Fsecrets/vpcs?limit=500',
    ],
  ])('writes %s', (_what, list, next, path) => {
    expect(toListPath(list, next)).toBe(path);
  });
});

describe('listPages', () => {
  it('follows the token from page to page and keeps every field of an object', async () => {
    const first = { metadata: { name: 'a', unknown: [1] }, status: { deep: { kept: null } }, extra: 'kept' };
    const pages = new Map([
      [
        toListPath(vpcs),
        { apiVersion: 'g/v1', kind: 'VPCList', metadata: { continue: 'next' }, items: [first] },
      ],
      [
        toListPath(vpcs, 'next'),
        { apiVersion: 'g/v1', kind: 'VPCList', metadata: {}, items: [{ metadata: { name: 'b' } }] },
      ],
    ]);

    const objects = await listPages(
      (next) => toListPath(vpcs, next),
      async (path) => pages.get(path) ?? {},
    );

    expect(objects).toEqual([
      { apiVersion: 'g/v1', kind: 'VPC', ...first },
      { apiVersion: 'g/v1', kind: 'VPC', metadata: { name: 'b' } },
    ]);
  });

  it('begins anew where the server keeps the pages no longer, three times at most, and says any other fault', async () => {
    const gone = new KubeError('ERR_KUBE_RESPONSE', 'gone', { status: 410 });
    const other = new KubeError('ERR_KUBE_RESPONSE', 'broken', { status: 500 });
    const list = (faults: readonly KubeError[]) => {
      const left = [...faults];
      const asked: string[] = [];
      const objects = listPages(
        (next) => toListPath(vpcs, next),
        async (path) => {
          asked.push(path);
          const isFirst = path === toListPath(vpcs);
          const fault = isFirst ? undefined : left.shift();
          if (fault !== undefined) throw fault;
          return {
            apiVersion: 'g/v1',
            kind: 'VPCList',
            metadata: isFirst ? { continue: 'next' } : {},
            items: [{ metadata: { name: isFirst ? 'a' : 'b' } }],
          };
        },
      );
      return { objects, asked };
    };

    const mended = list([gone]);
    expect((await mended.objects).map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(mended.asked).toHaveLength(4);
    await expect(list([gone, gone, gone]).objects).rejects.toBe(gone);
    await expect(list([other]).objects).rejects.toBe(other);
  });
});
