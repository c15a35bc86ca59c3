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
        launchTemplate: { name: 'atoll-aws-eu-west-1-system', version: '1' },
        scalingConfig: { minSize: 3, maxSize: 3, desiredSize: 3 },
        updateConfig: { maxUnavailable: 1 },
        labels: { 'atoll.dev/nodes': 'system' },
        taint: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'PREFER_NO_SCHEDULE' }],
        tags: { ...tags, Name: 'atoll-aws-eu-west-1-system' },
      },
    });
  });

  it('starts its system nodes from a template with an encrypted disk, credentials out of reach of pods, and tags', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    const all = { ...tags, Name: 'atoll-aws-eu-west-1-system' };
    expect(findObject(objects, 'LaunchTemplate').spec).toEqual({
      managementPolicies: ['*'],
      providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
      forProvider: {
        region: 'eu-west-1',
        name: 'atoll-aws-eu-west-1-system',
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: { volumeType: 'gp3', volumeSize: 100, encrypted: 'true', deleteOnTermination: 'true' },
          },
        ],
        metadataOptions: {
          httpEndpoint: 'enabled',
          httpProtocolIpv6: 'disabled',
          httpPutResponseHopLimit: 1,
          httpTokens: 'required',
        },
        tagSpecifications: [
          { resourceType: 'instance', tags: all },
          { resourceType: 'volume', tags: all },
        ],
        tags: all,
      },
    });
  });

  it.each([
    ['managed', { kmsKeyIdRef: { name: 'atoll-aws-eu-west-1-key' } }],
    ['customer', { kmsKeyId: keyArn }],
  ] as const)('encrypts the disks of its system nodes with %s keys by %j', (keys, fields) => {
    const region = exampleRegion({
      spec: { encryption: { keys } },
      ...(keys === 'customer' ? { aws: { customerKeyArn: keyArn } } : {}),
    });

    const template = forProviderOf(renderAdded(region, addCluster), 'LaunchTemplate');

    expect(template).toMatchObject({ blockDeviceMappings: [{ ebs: { encrypted: 'true', ...fields } }] });
  });

  it('brings its system nodes to the version of the template that was observed', () => {
    const objects = renderAdded(exampleRegion({ observed: { systemTemplateVersion: 3 } }), addCluster);

    expect(forProviderOf(objects, 'NodeGroup')).toMatchObject({ launchTemplate: { version: '3' } });
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

  it('lends the driver of volumes its role with the add-on, before its pods start, and no role to the others', () => {
    const objects = renderAdded(exampleRegion(), addCluster);

    const lent = objects
      .filter(({ kind }) => kind === 'Addon')
      .map(
        (addon) =>
          (forProviderOf([addon], 'Addon') as { podIdentityAssociation?: unknown }).podIdentityAssociation,
      );

    expect(lent).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      [
        {
          roleArn: 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-ebs-csi',
          serviceAccount: 'ebs-csi-controller-sa',
        },
      ],
    ]);
  });
});
