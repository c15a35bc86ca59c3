import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { karpenterSchemas } from '../schemas/index.ts';
import { addKarpenterNodes } from './add-karpenter-nodes.ts';
import type { KarpenterFacts } from './karpenter-facts.ts';

const facts: KarpenterFacts = {
  nodeLimit: { cpu: 64, memoryGib: 256 },
  maintenanceWindow: { day: 'sun', start: '03:00', minutes: 60 },
  instanceTypes: ['m5.2xlarge', 'm5.4xlarge'],
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  instanceProfile: 'nodes',
  subnetTags: { 'karpenter.sh/discovery': 'cluster' },
  securityGroupTags: { 'aws:eks:cluster-name': 'cluster' },
  tags: { 'atoll:region': 'one' },
  volumeKeyId: 'alias/key',
};

describe('elastic nodes', () => {
  it('have encrypted disks, credentials out of reach of pods, and the newest image', () => {
    expect(build()[0]).toEqual({
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: 'elastic' },
      spec: {
        amiSelectorTerms: [{ alias: 'al2023@latest' }],
        instanceProfile: 'nodes',
        subnetSelectorTerms: [{ tags: { 'karpenter.sh/discovery': 'cluster' } }],
        securityGroupSelectorTerms: [{ tags: { 'aws:eks:cluster-name': 'cluster' } }],
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: {
              volumeType: 'gp3',
              volumeSize: '100Gi',
              encrypted: true,
              deleteOnTermination: true,
              kmsKeyID: 'alias/key',
            },
          },
        ],
        metadataOptions: {
          httpEndpoint: 'enabled',
          httpProtocolIPv6: 'disabled',
          httpPutResponseHopLimit: 1,
          httpTokens: 'required',
        },
        tags: { 'atoll:region': 'one' },
      },
    });
  });

  it('are limited in CPU and memory, packed at any time and replaced in the window only', () => {
    expect(build()[1]).toEqual({
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'elastic' },
      spec: {
        limits: { cpu: '64', memory: '256Gi' },
        disruption: {
          consolidationPolicy: 'WhenEmptyOrUnderutilized',
          consolidateAfter: '10m',
          budgets: [
            { nodes: '10%' },
            { nodes: '0', reasons: ['Drifted'], schedule: '0 4 * * 0', duration: '167h0m' },
          ],
        },
        template: {
          spec: {
            expireAfter: 'Never',
            nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'elastic' },
            requirements: [
              {
                key: 'node.kubernetes.io/instance-type',
                operator: 'In',
                values: ['m5.2xlarge', 'm5.4xlarge'],
              },
              {
                key: 'topology.kubernetes.io/zone',
                operator: 'In',
                values: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
              },
              { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
              { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
              { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
            ],
          },
        },
      },
    });
  });

  it("are what Karpenter's own schemas take", () => {
    expect(build().flatMap((object) => karpenterSchemas.validate(object))).toEqual([]);
  });
});

function build(): readonly unknown[] {
  const chart = new Chart(new App(), 'platform');
  addKarpenterNodes(chart, facts);
  return chart.toJson();
}
