import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { listExposure } from './list-exposure.ts';

describe('the exposure of a region', () => {
  it('names every way in and out of one on the internet', () => {
    expect(render(buildRegion(exampleRegion()))).toStrictEqual([
      'internet api-server 0.0.0.0/0',
      'own ingress atoll-aws-eu-west-1-db tcp 5432 10.20.0.0/18',
      'own ingress atoll-aws-eu-west-1-db tcp 5432 10.20.128.0/18',
      'own ingress atoll-aws-eu-west-1-db tcp 5432 10.20.64.0/18',
      'internet load balancers',
      'internet public addresses atoll-aws-eu-west-1-subnet-1',
      'internet public addresses atoll-aws-eu-west-1-subnet-2',
      'internet public addresses atoll-aws-eu-west-1-subnet-3',
      'internet route 0.0.0.0/0 internet gateway',
    ]);
  });

  it('is inward for a private one', () => {
    const network = { cidr: '10.20.0.0/16', exposure: 'private', egress: 'gateway', apiServer: {} } as const;
    const facts = render(buildRegion(exampleRegion({ spec: { network } })));

    expect(facts.filter((fact) => !fact.startsWith('own ingress'))).toStrictEqual([
      'own api-server',
      'own load balancers',
      'own route 0.0.0.0/0 NAT gateway',
    ]);
  });

  it.each([
    [
      'rule for everybody',
      toObject('ec2', 'SecurityGroupIngressRule', {
        securityGroupId: 'sg',
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        cidrIpv4: '0.0.0.0/0',
      }),
      'internet ingress sg tcp 22 0.0.0.0/0',
    ],
    [
      'rule for everybody by IPv6',
      toObject('ec2', 'SecurityGroupIngressRule', {
        securityGroupId: 'sg',
        ipProtocol: '-1',
        cidrIpv6: '::/0',
      }),
      'internet ingress sg every port ::/0',
    ],
    [
      'rule for a range of ports',
      toObject('ec2', 'SecurityGroupIngressRule', {
        securityGroupId: 'sg',
        ipProtocol: 'udp',
        fromPort: 1,
        toPort: 9,
        cidrIpv4: '192.0.2.0/24',
      }),
      'named ingress sg udp 1-9 192.0.2.0/24',
    ],
    [
      'rule for another group',
      toObject('ec2', 'SecurityGroupIngressRule', {
        securityGroupId: 'sg',
        ipProtocol: 'tcp',
        fromPort: 1,
        toPort: 1,
        referencedSecurityGroupIdRef: { name: 'other' },
      }),
      'own ingress sg tcp 1 other',
    ],
    ['public database', toObject('rds', 'Instance', { publiclyAccessible: true }), 'internet database thing'],
    [
      'bucket that may become public',
      toObject('s3', 'BucketPublicAccessBlock', { blockPublicAcls: true }),
      'internet bucket thing',
    ],
    [
      'PrivateLink for every account',
      toObject('ec2', 'VPCEndpointServiceAllowedPrincipal', { principalArn: '*' }),
      'internet privatelink *',
    ],
    [
      'endpoint without a list of ranges',
      toObject('eks', 'Cluster', { vpcConfig: { endpointPublicAccess: true } }),
      'internet api-server 0.0.0.0/0',
    ],
  ])('finds a %s', (_title, object, fact) => {
    expect(render([object])).toStrictEqual([fact]);
  });

  it('does not tell what the owner made', () => {
    const database = toObject('rds', 'Instance', { publiclyAccessible: true });

    expect(render([{ ...database, spec: { managementPolicies: ['Observe'] } }])).toStrictEqual([]);
  });
});

function render(objects: readonly RenderedObject[]): readonly string[] {
  return listExposure(objects).map(({ id, reach }) => `${reach} ${id}`);
}

function toObject(service: string, kind: string, forProvider: object): RenderedObject {
  return {
    apiVersion: `${service}.aws.m.upbound.io/v1beta1`,
    kind,
    metadata: { name: 'thing', namespace: 'region-x' },
    spec: { forProvider },
  };
}
