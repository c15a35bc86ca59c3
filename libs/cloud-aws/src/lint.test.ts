import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import { buildRegion } from './testing/build-region.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject } from './testing/render-added.ts';

const region = exampleRegion();
const objects = buildRegion(region);

/** A spec as the changes below see it. */
type Spec = Record<string, unknown> & { forProvider: Record<string, unknown> };

describe('the lint', () => {
  it.each<readonly [string, string, (spec: Spec) => void, string, string, string]>([
    [
      'another ProviderConfig',
      'VPC',
      (spec) => (spec['providerConfigRef'] = { kind: 'ClusterProviderConfig', name: 'aws' }),
      'spec.providerConfigRef',
      'provider-config',
      "must be ProviderConfig aws of the region's namespace, so that no other account's identity is used.",
    ],
    [
      'deletion of a key',
      'Instance',
      (spec) => (spec['managementPolicies'] = ['*']),
      'spec.managementPolicies',
      'management-policies',
      '["*"] is neither ["Observe","Create","Update","LateInitialize"], as resource-kinds.ts says for Instance, nor ["Observe"].',
    ],
    [
      'another location',
      'VPC',
      (spec) => (spec.forProvider['region'] = 'eu-west-3'),
      'spec.forProvider.region',
      'region',
      "eu-west-3 is not the region's location eu-west-1.",
    ],
    [
      'a location of a global kind',
      'Zone',
      (spec) => (spec.forProvider['region'] = 'eu-west-1'),
      'spec.forProvider.region',
      'region',
      'Zone is global in AWS and has no region.',
    ],
    [
      'a missing tag',
      'VPC',
      (spec) => (spec.forProvider['tags'] = { 'atoll:managed-by': 'atoll' }),
      'spec.forProvider.tags["atoll:region"]',
      'tags',
      'must be "aws-eu-west-1": leftovers are found and rights are bound by this tag.',
    ],
    [
      'an elastic node group',
      'NodeGroup',
      (spec) => (spec.forProvider['scalingConfig'] = { minSize: 3, maxSize: 9, desiredSize: 3 }),
      'spec.forProvider.scalingConfig',
      'node-group-size',
      'minSize, maxSize and desiredSize must be equal: elasticity belongs to Karpenter.',
    ],
    [
      'a public database',
      'Instance',
      (spec) => (spec.forProvider['publiclyAccessible'] = true),
      'spec.forProvider.publiclyAccessible',
      'public-database',
      'must be false: the event store cannot be queried from outside.',
    ],
    [
      'a rule in the default security group',
      'DefaultSecurityGroup',
      (spec) => (spec.forProvider['ingress'] = [{ protocol: '-1', self: true }]),
      'spec.forProvider.ingress',
      'open-ingress',
      'must be empty: nothing may use the default group.',
    ],
    [
      'a rule for every IPv4 address',
      'SecurityGroupIngressRule atoll-aws-eu-west-1-db-subnet-1',
      (spec) => (spec.forProvider['cidrIpv4'] = '0.0.0.0/0'),
      'spec.forProvider.cidrIpv4',
      'open-ingress',
      'must not be every address: only load balancers are reached from anywhere, and their groups are not ours.',
    ],
    [
      'a rule for every IPv6 address',
      'SecurityGroupIngressRule atoll-aws-eu-west-1-db-subnet-1',
      (spec) => (spec.forProvider['cidrIpv6'] = '::/0'),
      'spec.forProvider.cidrIpv6',
      'open-ingress',
      'must not be every address: only load balancers are reached from anywhere, and their groups are not ours.',
    ],
  ])('finds %s', (_title, which, change, path, rule, message) => {
    const [kind = '', name] = which.split(' ');
    const object = structuredClone(findObject(objects, kind, name)) as RenderedObject & { spec: Spec };
    change(object.spec);

    expect(lint(object, region)).toEqual([{ path, rule, message }]);
  });

  it("lets the owner's resources be observed only", () => {
    const object = structuredClone(findObject(objects, 'VPC')) as RenderedObject & { spec: Spec };
    object.spec['managementPolicies'] = ['Observe'];

    expect(lint(object, region)).toEqual([]);
  });

  it('keeps the fence around the ten services', () => {
    const object = {
      apiVersion: 'elbv2.aws.m.upbound.io/v1beta1',
      kind: 'LB',
      metadata: { name: 'lb', namespace: region.namespace },
      spec: { forProvider: {} },
    };

    expect(lint(object, region).map(({ rule }) => rule)).toEqual(['fence']);
  });
});
