import { describe, expect, it } from 'vitest';
import { listLeaves } from './list-leaves.ts';

const document = {
  kind: 'Region',
  spec: {
    network: { cidr: '10.40.0.0/16', apiServer: {} },
    encryption: { keys: 'managed' },
    aws: {
      zones: ['a', 'b'],
      privateConnections: [{ type: 'privatelink' }, { type: 'transit-gateway', routes: ['10.0.0.0/8'] }],
      digests: { 'x.y': '1', z: '2' },
      extra: [],
      gone: undefined,
    },
  },
};

describe('listLeaves', () => {
  it.each([
    ['a scalar', 'spec.network.cidr', [{ path: 'spec.network.cidr', value: '10.40.0.0/16' }]],
    ['a list of scalars as a whole', 'spec.aws.zones', [{ path: 'spec.aws.zones', value: ['a', 'b'] }]],
    [
      'each item',
      'spec.aws.zones[]',
      [
        { path: 'spec.aws.zones[0]', value: 'a' },
        { path: 'spec.aws.zones[1]', value: 'b' },
      ],
    ],
    [
      'a field of each item that has it',
      'spec.aws.privateConnections[].routes',
      [{ path: 'spec.aws.privateConnections[1].routes', value: ['10.0.0.0/8'] }],
    ],
    [
      'what stands in a list of mappings',
      'spec.aws.privateConnections',
      [
        { path: 'spec.aws.privateConnections[0].type', value: 'privatelink' },
        { path: 'spec.aws.privateConnections[1].type', value: 'transit-gateway' },
        { path: 'spec.aws.privateConnections[1].routes', value: ['10.0.0.0/8'] },
      ],
    ],
    [
      'every key of a map',
      'spec.aws.digests.<name>',
      [
        { path: 'spec.aws.digests["x.y"]', value: '1' },
        { path: 'spec.aws.digests.z', value: '2' },
      ],
    ],
    ['an empty list', 'spec.aws.extra', [{ path: 'spec.aws.extra', value: [] }]],
    ['nothing for an empty section', 'spec.network.apiServer', []],
    ['nothing for what is absent', 'spec.compute.nodes.max', []],
    ['nothing for an absent value', 'spec.aws.gone', []],
  ])('gives %s', (_what, path, leaves) => {
    const found = listLeaves(document, path);

    expect(found).toStrictEqual(leaves);
  });

  it('gives the whole document for the kind itself', () => {
    const found = listLeaves(document, '').map(({ path }) => path);

    expect(found.slice(0, 3)).toStrictEqual(['kind', 'spec.network.cidr', 'spec.encryption.keys']);
  });

  it('gives nothing without a document', () => {
    expect(listLeaves(undefined, 'spec')).toStrictEqual([]);
  });
});
