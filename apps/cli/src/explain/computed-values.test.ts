import { planNetwork, planNodeLimit, type Region } from '@atoll/region-model';
import { describe, expect, it } from 'vitest';
import { listComputedValues } from './computed-values.ts';

const sizes = [
  { name: '8x32', cpu: 8, memoryGib: 32 },
  { name: '16x64', cpu: 16, memoryGib: 64 },
];

function toRegion({ exposure, max }: { exposure: 'internet' | 'private'; max?: number }): Region {
  const expected = { instances: 120, cpu: 1, memoryGib: 2.5 };
  return {
    network: planNetwork({ cidr: '10.40.0.0/16', exposure, egress: 'gateway', apiServer: {} }),
    dns: { zone: 'one.apps.example.com' },
    compute: { nodeLimit: planNodeLimit(sizes, expected, max) },
  } as unknown as Region;
}

const region = toRegion({ exposure: 'internet' });

describe('listComputedValues', () => {
  it.each(['spec.compute.nodes.max', 'spec.compute.expected', 'spec.compute.expected.instances'])(
    'tells for %s how the node limit is computed, and what it comes to',
    (path) => {
      const computed = listComputedValues({ kind: 'Region', path }, region);

      expect(computed).toStrictEqual([
        {
          what: 'node limit',
          text: '120 instances of 1 CPU and 2.5 GiB need 9 nodes of 16x64 (85 % of a node is allocatable); with one of 3 zones lost 14. At most 14 nodes, 224 CPU and 896 GiB.',
          value: { nodes: 14, cpu: 224, memoryGib: 896 },
        },
      ]);
    },
  );

  it('tells that the limit was given', () => {
    const given = toRegion({ exposure: 'internet', max: 12 });

    const [limit] = listComputedValues({ kind: 'Region', path: 'spec.compute.nodes.max' }, given);

    expect(limit?.text).toBe(
      'compute.nodes.max says 12 nodes; sizes count as 16x64. At most 12 nodes, 192 CPU and 768 GiB.',
    );
  });

  it('gives the three subnets of the network', () => {
    expect(listComputedValues({ kind: 'Region', path: 'spec.network.cidr' }, region)).toStrictEqual([
      {
        what: 'subnets',
        text: '10.40.0.0/18, 10.40.64.0/18, 10.40.128.0/18; the fourth quarter of 10.40.0.0/16 stays free.',
        value: ['10.40.0.0/18', '10.40.64.0/18', '10.40.128.0/18'],
      },
    ]);
  });

  it('gives the zone of the domain', () => {
    expect(listComputedValues({ kind: 'Region', path: 'spec.dns.domain' }, region)).toStrictEqual([
      { what: 'zone', text: 'one.apps.example.com', value: 'one.apps.example.com' },
    ]);
  });

  it.each([
    ['internet', 'its public endpoint lets in 0.0.0.0/0.'],
    ['private', 'it has no public endpoint.'],
  ] as const)('tells who reaches the API server of a region with exposure %s', (exposure, text) => {
    const path = 'spec.network.apiServer.allowedCidrs';

    const computed = listComputedValues({ kind: 'Region', path }, toRegion({ exposure }));

    expect(computed.map((value) => [value.what, value.text])).toStrictEqual([['API server', text]]);
  });

  it('gives everything for the region as a whole', () => {
    const whats = listComputedValues({ kind: 'Region', path: '' }, region).map(({ what }) => what);

    expect(whats).toStrictEqual(['subnets', 'API server', 'zone', 'node limit']);
  });

  it.each([
    ['Region', 'spec.compute.nodesets'],
    ['Region', 'spec.persistence.size'],
    ['Organization', 'spec'],
  ] as const)('gives nothing for %s %s', (kind, path) => {
    expect(listComputedValues({ kind, path }, region)).toStrictEqual([]);
  });
});
