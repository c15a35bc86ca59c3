import type { LiveObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { observedKinds } from './observed-kinds.ts';
import type { AwsObservedSpec } from './spec-schema.ts';
import { exampleRegion } from './testing/example-region.ts';
import { toObserved } from './to-observed.ts';

const ingress = {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/in/50dc6c495c0c9188',
  hostname: 'in-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com',
  hostedZoneId: 'Z2IFOLAFXWLO4F',
};

const everything: AwsObservedSpec = {
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d',
  ingress,
  vpcId: 'vpc-0f1e2d3c4b5a69788',
  oidcIssuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
  systemTemplateVersion: 2,
  zoneId: 'Z0123456789ABCDEFGHIJ',
  nameServers: ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'],
  endpointServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0',
  database: {
    arn: 'arn:aws:rds:eu-west-1:111122223333:db:atoll-aws-eu-west-1-db',
    address: 'atoll-aws-eu-west-1-db.abcdefghijkl.eu-west-1.rds.amazonaws.com',
    instanceClass: 'db.r6g.2xlarge',
    allocatedGib: 400,
  },
};

const shown: readonly LiveObject[] = [
  live('kms', 'Key', 'key', { arn: everything.keyArn, keyId: '1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d' }),
  live('ec2', 'VPC', 'vpc', { id: everything.vpcId }),
  live('eks', 'Cluster', 'cluster', { identity: [{ oidc: [{ issuer: everything.oidcIssuer }] }] }),
  live('ec2', 'LaunchTemplate', 'system', { latestVersion: 2 }),
  live('route53', 'Zone', 'zone', {
    zoneId: everything.zoneId,
    nameServers: ['ns-2.awsdns-02.com', 'ns-1.awsdns-01.org'],
  }),
  live('ec2', 'VPCEndpointService', 'privatelink', { serviceName: everything.endpointServiceName }),
  live('rds', 'Instance', 'db', {
    arn: everything.database?.arn,
    address: everything.database?.address,
    instanceClass: 'db.r6g.2xlarge',
    allocatedStorage: 400,
  }),
];

describe('what AWS has assigned', () => {
  it.each([
    ['is computed from the host name of a network load balancer', ingress.hostname, { ingress }],
    ['is left out for a host name that is none', 'ingress.example.com', {}],
    ['is left out for a load balancer elsewhere', 'in-50dc6c495c0c9188.elb.eu-west-2.amazonaws.com', {}],
  ])('is the ingress, which %s', (_title, hostname, expected) => {
    const service: LiveObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ingress', namespace: 'ingress' },
      status: { loadBalancer: { ingress: [{ hostname }] } },
    };

    expect(toObserved([service], exampleRegion())).toEqual(expected);
  });

  it('is read from the status of the managed resources, with the ingress kept', () => {
    expect(toObserved(shown, exampleRegion({ observed: { ingress } }))).toEqual(everything);
  });

  it('is empty while nothing has a status', () => {
    const objects = shown.map(({ status: _status, ...object }) => object);

    expect(toObserved(objects, exampleRegion())).toEqual({});
  });

  it('is kept when it is no longer shown', () => {
    expect(toObserved([], exampleRegion({ observed: everything }))).toEqual(everything);
  });

  it('is kept for each field of the database by itself', () => {
    const objects = [live('rds', 'Instance', 'db', { allocatedStorage: 500 })];

    const { database } = toObserved(objects, exampleRegion({ observed: everything }));

    expect(database).toEqual({ ...everything.database, allocatedGib: 500 });
  });

  it('is not taken from objects of another name or group', () => {
    const objects = [
      live('ec2', 'VPC', 'other', { id: 'vpc-00000000000000001' }),
      live('eks', 'Key', 'key', { arn: 'arn:aws:kms:eu-west-1:111122223333:key/other' }),
    ];

    expect(toObserved(objects, exampleRegion())).toEqual({});
  });

  it('does not change when it is observed again', () => {
    const first = toObserved(shown, exampleRegion({ observed: { ingress } }));

    expect(toObserved(shown, exampleRegion({ observed: first }))).toEqual(first);
  });

  it('is looked for in these kinds', () => {
    expect(observedKinds).toEqual([
      { group: 'ec2.aws.m.upbound.io', version: 'v1beta1', plural: 'launchtemplates' },
      { group: 'ec2.aws.m.upbound.io', version: 'v1beta1', plural: 'vpcs' },
      { group: 'ec2.aws.m.upbound.io', version: 'v1beta1', plural: 'vpcendpointservices' },
      { group: 'eks.aws.m.upbound.io', version: 'v1beta1', plural: 'clusters' },
      { group: 'kms.aws.m.upbound.io', version: 'v1beta1', plural: 'keys' },
      { group: 'rds.aws.m.upbound.io', version: 'v1beta1', plural: 'instances' },
      { group: 'route53.aws.m.upbound.io', version: 'v1beta1', plural: 'zones' },
    ]);
  });
});

function live(service: string, kind: string, thing: string, atProvider: object): LiveObject {
  return {
    apiVersion: `${service}.aws.m.upbound.io/v1beta1`,
    kind,
    metadata: { name: `atoll-aws-eu-west-1-${thing}`, namespace: 'region-aws-eu-west-1' },
    status: { atProvider },
  };
}
