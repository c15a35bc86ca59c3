import { describe, expect, it } from 'vitest';
import { addCluster } from './cluster.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, listNames, renderAdded } from './testing/render-added.ts';

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const tags = { 'atoll:managed-by': 'atoll', 'atoll:region': 'aws-eu-west-1' };
const subnetIdRefs = [
  { name: 'atoll-aws-eu-west-1-subnet-1' },
  { name: 'atoll-aws-eu-west-1-subnet-2' },
  { name: 'atoll-aws-eu-west-1-subnet-3' },
];

describe('the cluster', () => {
  it('gives access by entries only, logs its control plane and is protected from deletion', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    expect(findObject(objects, 'Cluster').spec).toEqual({
      managementPolicies: ['Observe', 'Create', 'Update', 'Delete'],
      providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
      forProvider: {
        region: 'eu-west-1',
        version: '1.34',
        roleArnRef: { name: 'atoll-aws-eu-west-1-eks' },
        vpcConfig: {
          subnetIdRefs,
          endpointPrivateAccess: true,
          endpointPublicAccess: true,
          publicAccessCidrs: ['0.0.0.0/0'],
        },
        accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
        enabledClusterLogTypes: ['api', 'audit', 'authenticator'],
        upgradePolicy: { supportType: 'STANDARD' },
        deletionProtection: true,
        tags: { ...tags, Name: 'atoll-aws-eu-west-1-cluster' },
      },
    });
  });

  it('has no public endpoint in a private region without an allow-list', () => {
    const network = { cidr: '10.20.0.0/16', exposure: 'private', egress: 'gateway', apiServer: {} } as const;

    const objects = renderAdded(exampleRegion({ spec: { network } }), addCluster);

    expect(forProviderOf(objects, 'Cluster')).toMatchObject({
      vpcConfig: { subnetIdRefs, endpointPrivateAccess: true, endpointPublicAccess: false },
    });
    expect(JSON.stringify(objects)).not.toContain('publicAccessCidrs');
  });

  it.each([
    ['provider', undefined, undefined],
    ['managed', undefined, undefined],
    ['managed', keyArn, keyArn],
    ['customer', undefined, keyArn],
  ] as const)('with %s keys and %s observed encrypts Secrets with %s', (keys, observed, expected) => {
    const region = exampleRegion({
      spec: { encryption: { keys } },
      ...(keys === 'customer' ? { aws: { customerKeyArn: keyArn } } : {}),
      ...(observed === undefined ? {} : { observed: { keyArn: observed } }),
    });

    const cluster = forProviderOf(renderAdded(region, addCluster), 'Cluster');

    expect((cluster as { readonly encryptionConfig?: unknown }).encryptionConfig).toEqual(
      expected === undefined ? undefined : { resources: ['secrets'], provider: { keyArn: expected } },
    );
  });

  it('has its log group, under the name that EKS would give it, with retention', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    const group = findObject(objects, 'Group');

    expect(group.metadata.annotations).toEqual({
      'crossplane.io/external-name': '/aws/eks/atoll-aws-eu-west-1-cluster/cluster',
    });
    expect(forProviderOf(objects, 'Group')).toMatchObject({ retentionInDays: 90 });
  });

  it('has fixed system nodes that only ask workloads to go elsewhere', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    expect(findObject(objects, 'NodeGroup').spec).toEqual({
      managementPolicies: ['Observe', 'Create', 'Update', 'Delete'],
      providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
      forProvider: {
        region: 'eu-west-1',
        clusterNameRef: { name: 'atoll-aws-eu-west-1-cluster' },
        nodeRoleArnRef: { name: 'atoll-aws-eu-west-1-node' },
        subnetIdRefs,
        version: '1.34',
        amiType: 'AL2023_x86_64_STANDARD',
        capacityType: 'ON_DEMAND',
        instanceTypes: ['m5.2xlarge'],
        diskSize: 100,
        scalingConfig: { minSize: 3, maxSize: 3, desiredSize: 3 },
        updateConfig: { maxUnavailable: 1 },
        labels: { 'atoll.dev/nodes': 'system' },
        taint: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'PREFER_NO_SCHEDULE' }],
        tags: { ...tags, Name: 'atoll-aws-eu-west-1-system' },
      },
    });
  });

  it('runs these add-ons, with network policies enforced', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    expect(listNames(objects).filter((name) => name.startsWith('Addon'))).toEqual([
      'Addon atoll-aws-eu-west-1-vpc-cni',
      'Addon atoll-aws-eu-west-1-kube-proxy',
      'Addon atoll-aws-eu-west-1-coredns',
      'Addon atoll-aws-eu-west-1-eks-pod-identity-agent',
      'Addon atoll-aws-eu-west-1-aws-ebs-csi-driver',
    ]);
    expect(forProviderOf(objects, 'Addon', 'atoll-aws-eu-west-1-vpc-cni')).toMatchObject({
      addonName: 'vpc-cni',
      configurationValues: '{"enableNetworkPolicy":"true"}',
    });
  });
});
