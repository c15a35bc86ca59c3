import { describe, expect, it } from 'vitest';
import { addElasticNodes } from './karpenter.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, listNames, renderAdded } from './testing/render-added.ts';

const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';

describe('the elastic nodes of a region in AWS', () => {
  it("are Karpenter's three CRDs, one node class and one pool", () => {
    expect(listNames(renderAdded(exampleRegion(), addElasticNodes))).toEqual([
      'CustomResourceDefinition ec2nodeclasses.karpenter.k8s.aws',
      'CustomResourceDefinition nodeclaims.karpenter.sh',
      'CustomResourceDefinition nodepools.karpenter.sh',
      'EC2NodeClass elastic',
      'NodePool elastic',
    ]);
  });

  it("start in the region's subnets, behind the cluster's own security group, with the region's tags", () => {
    const nodeClass = findObject(renderAdded(exampleRegion(), addElasticNodes), 'EC2NodeClass');

    expect(nodeClass.spec).toMatchObject({
      instanceProfile: 'atoll-aws-eu-west-1-node',
      subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'atoll-aws-eu-west-1-cluster' } }],
      securityGroupSelectorTerms: [{ tags: { 'aws:eks:cluster-name': 'atoll-aws-eu-west-1-cluster' } }],
      tags: {
        Name: 'atoll-aws-eu-west-1-elastic',
        'atoll:managed-by': 'atoll',
        'atoll:region': 'aws-eu-west-1',
      },
    });
  });

  it('never exceed the limit of the region, in the sizes and zones that it allows', () => {
    const compute = {
      kubernetesVersion: '1.34',
      nodes: { sizes: ['16x64' as const], max: 12 },
      expected: { instances: 30, cpu: 1, memoryGib: 2.5 },
      systemNodes: 3,
    };
    const region = exampleRegion({
      spec: { compute },
      aws: { zones: ['eu-west-1b', 'eu-west-1c', 'eu-west-1d'] },
    });

    const pool = findObject(renderAdded(region, addElasticNodes), 'NodePool');

    expect(pool.spec).toMatchObject({
      limits: { cpu: '192', memory: '768Gi' },
      template: {
        spec: {
          requirements: [
            {
              key: 'node.kubernetes.io/instance-type',
              values: ['m5.4xlarge', 'm6a.4xlarge', 'm6i.4xlarge', 'm7i.4xlarge'],
            },
            { key: 'topology.kubernetes.io/zone', values: ['eu-west-1b', 'eu-west-1c', 'eu-west-1d'] },
            { key: 'karpenter.sh/capacity-type', values: ['on-demand'] },
            { key: 'kubernetes.io/arch', values: ['amd64'] },
            { key: 'kubernetes.io/os', values: ['linux'] },
          ],
        },
      },
    });
  });

  it.each([
    ['provider', undefined],
    ['managed', 'alias/atoll-aws-eu-west-1-key'],
    ['customer', customerKeyArn],
  ] as const)('have disks encrypted with keys of the %s', (keys, kmsKeyID) => {
    const region = exampleRegion({ spec: { encryption: { keys } }, aws: { customerKeyArn } });

    const nodeClass = findObject(renderAdded(region, addElasticNodes), 'EC2NodeClass');

    const { blockDeviceMappings } = nodeClass.spec as { readonly blockDeviceMappings: readonly unknown[] };
    expect(blockDeviceMappings).toEqual([
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeType: 'gp3',
          volumeSize: '100Gi',
          encrypted: true,
          deleteOnTermination: true,
          ...(kmsKeyID === undefined ? {} : { kmsKeyID }),
        },
      },
    ]);
  });
});
