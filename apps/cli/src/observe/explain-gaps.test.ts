import type { ClusterReader } from '@atoll/kube';
import { clouds } from '@atoll/synth';
import { describe, expect, it } from 'vitest';
import { explainGaps, type Findings } from './explain-gaps.ts';

const control = readerOf('https://10.0.0.1', 'control');
const own = readerOf('https://10.0.0.2', 'one');
const vpc = { apiVersion: 'ec2.aws.m.upbound.io/v1beta1', kind: 'VPC', metadata: { name: 'vpc' } };

function readerOf(server: string, context: string): ClusterReader {
  return { server, context, listObjects: async () => [] };
}

function serviceAt(address?: object): Findings['ingress'] {
  const status = { loadBalancer: address === undefined ? {} : { ingress: [address] } };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'public' }, status };
}

function explain(changes: Partial<Findings>): readonly string[] {
  const [cloud] = clouds;
  if (cloud === undefined) throw new Error('There is no cloud.');
  const live = { objects: [vpc], notInstalled: [] };
  const plain = {
    live,
    ingress: undefined,
    options: { control },
    namespace: 'region-one',
    cloud,
    values: {},
  };
  return explainGaps({ ...plain, ...changes });
}

describe('explainGaps', () => {
  it("is silent about a region's own cluster that was not asked", () => {
    expect(explain({})).toEqual([]);
  });

  it('names an empty namespace and kinds that are not installed', () => {
    expect(
      explain({ live: { objects: [], notInstalled: ['keys.kms.example.com', 'vpcs.ec2.example.com'] } }),
    ).toEqual([
      "Namespace region-one of https://10.0.0.1 (context control) holds none of the region's managed resources: has Flux applied them, and is it the region's control cluster?",
      'Not installed in the control cluster, so not read: keys.kms.example.com, vpcs.ec2.example.com.',
    ]);
  });

  it.each([
    [
      'no Service',
      undefined,
      'No Service of type LoadBalancer with the label atoll.dev/ingress=true is in namespace ingress of https://10.0.0.2 (context one).',
    ],
    [
      'a Service that waits for its load balancer',
      serviceAt(),
      'Service public in namespace ingress of https://10.0.0.2 (context one) has no load balancer yet.',
    ],
    [
      'a host name that the cloud makes nothing of',
      serviceAt({ hostname: 'classic-1.example.com' }),
      'Service public in namespace ingress of https://10.0.0.2 (context one) has the address classic-1.example.com, which is not of the kind that aws regions use; write spec.aws.ingress by hand.',
    ],
    [
      'an IP address that the cloud makes nothing of',
      serviceAt({ ip: '192.0.2.1' }),
      'Service public in namespace ingress of https://10.0.0.2 (context one) has the address 192.0.2.1, which is not of the kind that aws regions use; write spec.aws.ingress by hand.',
    ],
  ])('says of %s what is missing', (_what, ingress, text) => {
    expect(explain({ options: { control, own }, ingress })).toEqual([text]);
  });

  it('is silent when the address is among the values', () => {
    const ingress = serviceAt({ hostname: 'in.example.com' });
    const values = { ingress: { hostname: 'in.example.com' } };

    expect(explain({ options: { control, own }, ingress, values })).toEqual([]);
  });
});
