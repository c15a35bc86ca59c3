import { type AwsRegion, clusterNameOf, iamArn, partitionOf } from '../aws-region.ts';
import { regionalArn } from './arns.ts';
import { volumeKeyGrants } from './key-grants.ts';
import { nodeRoleNameOf } from './role-names.ts';
import type { WorkloadRow } from './workload-row.ts';

/** Where Karpenter describes what it needs. */
const REFERENCE = 'Karpenter v1.14, CloudFormation reference';

const makes = [
  'fleet',
  'instance',
  'volume',
  'network-interface',
  'launch-template',
  'spot-instances-request',
];
const reads = ['security-group', 'subnet', 'capacity-reservation', 'placement-group'];

/**
 * What Karpenter's controller does.
 *
 * Left out: the interruption queue and zonal shift (services outside the design), and making instance profiles, since
 * nodes start with the region's own.
 */
export const karpenterRow: WorkloadRow = {
  thing: 'karpenter',
  workload: 'Karpenter, which starts and ends nodes',
  runs: { namespace: 'kube-system', serviceAccount: 'karpenter' },
  grants: [
    {
      sid: 'LaunchFrom',
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      source: `${REFERENCE}, AllowScopedEC2InstanceAccessActions`,
      resources: (region) => [
        ...['image', 'snapshot'].map(
          (type) => `arn:${partitionOf(region)}:ec2:${region.location}::${type}/*`,
        ),
        ...reads.map((type) => regionalArn(region, 'ec2', `${type}/*`)),
      ],
    },
    {
      sid: 'LaunchByTemplate',
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      source: `${REFERENCE}, AllowScopedEC2LaunchTemplateAccessActions`,
      resources: (region) => [regionalArn(region, 'ec2', 'launch-template/*')],
      condition: ownNodes,
    },
    {
      sid: 'Launch',
      actions: ['ec2:CreateFleet', 'ec2:CreateLaunchTemplate', 'ec2:RunInstances'],
      source: `${REFERENCE}, AllowScopedEC2InstanceActionsWithTags`,
      resources: (region) => makes.map((type) => regionalArn(region, 'ec2', `${type}/*`)),
      condition: newNodes,
    },
    {
      sid: 'TagAtLaunch',
      actions: ['ec2:CreateTags'],
      source: `${REFERENCE}, AllowScopedResourceCreationTagging`,
      resources: (region) => makes.map((type) => regionalArn(region, 'ec2', `${type}/*`)),
      condition: (region) => {
        const { StringEquals, StringLike } = newNodes(region);
        const actions = { 'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'] };
        return { StringEquals: { ...StringEquals, ...actions }, StringLike };
      },
    },
    {
      sid: 'TagNodes',
      actions: ['ec2:CreateTags'],
      source: `${REFERENCE}, AllowScopedResourceTagging`,
      resources: (region) => [regionalArn(region, 'ec2', 'instance/*')],
      condition: (region) => ({
        ...ownNodes(region),
        StringEqualsIfExists: { 'aws:RequestTag/eks:eks-cluster-name': clusterNameOf(region) },
        'ForAllValues:StringEquals': {
          'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'],
        },
      }),
    },
    {
      sid: 'End',
      actions: ['ec2:DeleteLaunchTemplate', 'ec2:TerminateInstances'],
      source: `${REFERENCE}, AllowScopedDeletion`,
      resources: (region) =>
        ['instance/*', 'launch-template/*'].map((name) => regionalArn(region, 'ec2', name)),
      condition: ownNodes,
    },
    {
      sid: 'PassNodeRole',
      actions: ['iam:PassRole'],
      source: `${REFERENCE}, AllowPassingInstanceRole`,
      resources: (region) => [iamArn(region, 'role', nodeRoleNameOf(region))],
      condition: () => ({
        StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] },
      }),
    },
    {
      sid: 'ReadProfiles',
      actions: ['iam:GetInstanceProfile'],
      source: `${REFERENCE}, AllowInstanceProfileReadActions`,
      resources: (region) => [iamArn(region, 'instance-profile', '*')],
    },
    {
      sid: 'ListProfiles',
      actions: ['iam:ListInstanceProfiles'],
      source: `${REFERENCE}, AllowUnscopedInstanceProfileListAction (its garbage collector lists them at every start)`,
    },
    {
      sid: 'FindCluster',
      actions: ['eks:DescribeCluster'],
      source: `${REFERENCE}, AllowAPIServerEndpointDiscovery`,
      resources: (region) => [regionalArn(region, 'eks', `cluster/${clusterNameOf(region)}`)],
    },
    {
      sid: 'Discover',
      actions: [
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribePlacementGroups',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
      ],
      source: `${REFERENCE}, AllowRegionalReadActions`,
      condition: (region) => ({ StringEquals: { 'aws:RequestedRegion': region.location } }),
    },
    {
      sid: 'ReadImages',
      actions: ['ssm:GetParameter'],
      source: `${REFERENCE}, AllowSSMReadActions: public parameters that name the newest node images`,
      resources: (region) => [`arn:${partitionOf(region)}:ssm:${region.location}::parameter/aws/service/*`],
    },
    { sid: 'ReadPrices', actions: ['pricing:GetProducts'], source: `${REFERENCE}, AllowPricingReadActions` },
    ...volumeKeyGrants(),
  ],
};

function newNodes(region: AwsRegion) {
  const cluster = clusterNameOf(region);
  return {
    StringEquals: {
      [`aws:RequestTag/kubernetes.io/cluster/${cluster}`]: 'owned',
      'aws:RequestTag/eks:eks-cluster-name': cluster,
    },
    StringLike: { 'aws:RequestTag/karpenter.sh/nodepool': '*' },
  };
}

function ownNodes(region: AwsRegion) {
  return {
    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterNameOf(region)}`]: 'owned' },
    StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
  };
}
