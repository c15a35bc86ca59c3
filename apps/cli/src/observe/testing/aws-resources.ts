import type { ManagedResource } from './managed-resources.ts';

/** Gives a region's VPC, cluster, zone and database, with the status that their providers wrote. */
export function networkOf(region: string): readonly ManagedResource[] {
  const forProvider = { region: 'eu-west-1' };
  return [
    {
      group: 'ec2.aws.m.upbound.io',
      plural: 'vpcs',
      kind: 'VPC',
      name: `atoll-${region}-vpc`,
      forProvider,
      atProvider: { id: 'vpc-0f1e2d3c4b5a69788' },
    },
    {
      group: 'eks.aws.m.upbound.io',
      plural: 'clusters',
      kind: 'Cluster',
      name: `atoll-${region}-cluster`,
      forProvider: { ...forProvider, vpcConfig: {} },
      atProvider: {
        identity: [{ oidc: [{ issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF' }] }],
      },
    },
    {
      group: 'route53.aws.m.upbound.io',
      plural: 'zones',
      kind: 'Zone',
      name: `atoll-${region}-zone`,
      forProvider: { name: `${region}.apps.example.com` },
      atProvider: { zoneId: 'Z0123456789ABCDEFGHIJ', nameServers: ['ns-2.example.com', 'ns-1.example.com'] },
    },
    {
      group: 'rds.aws.m.upbound.io',
      plural: 'instances',
      kind: 'Instance',
      name: `atoll-${region}-db`,
      forProvider: { ...forProvider, instanceClass: 'db.r6g.large' },
      atProvider: {
        arn: `arn:aws:rds:eu-west-1:111122223333:db:atoll-${region}-db`,
        address: 'db.example.com',
        instanceClass: 'db.r6g.large',
        allocatedStorage: 100,
      },
    },
  ];
}

/** Gives a region's key; without an ARN its provider has not made it yet. */
export function keyOf(region: string, arn?: string): ManagedResource {
  return {
    group: 'kms.aws.m.upbound.io',
    plural: 'keys',
    kind: 'Key',
    name: `atoll-${region}-key`,
    forProvider: { region: 'eu-west-1' },
    ...(arn === undefined ? {} : { atProvider: { arn } }),
  };
}
