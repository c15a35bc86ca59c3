import { type AwsRegion, clusterNameOf, iamArn } from '../aws-region.ts';
import { REGION_TAG, regionalArn } from './arns.ts';
import type { Condition } from './policy-document.ts';
import type { WorkloadGrant, WorkloadRow } from './workload-row.ts';

/** Where the controller describes what it needs. */
const REFERENCE = 'AWS Load Balancer Controller, docs/install/iam_policy.json';

/** Tag that the controller puts on everything it makes; its value is the name of the cluster. */
const CLUSTER_TAG = 'elbv2.k8s.aws/cluster';

/**
 * What the controller does for network load balancers, the only ones that a region has.
 *
 * Left out, being for application load balancers: listener rules, certificates, WAF, Shield, Cognito. Where its
 * reference asks whether the tag exists, the row asks for this cluster's value.
 */
export const loadBalancerRow: WorkloadRow = {
  thing: 'load-balancer',
  workload: 'AWS Load Balancer Controller, which makes the network load balancers',
  runs: { namespace: 'kube-system', serviceAccount: 'aws-load-balancer-controller' },
  grants: [
    {
      sid: 'ServiceLinkedRole',
      actions: ['iam:CreateServiceLinkedRole'],
      source: REFERENCE,
      resources: (region) => [iamArn(region, 'role', 'aws-service-role/*')],
      condition: () => ({ StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } }),
    },
    {
      sid: 'Discover',
      actions: [
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeSSLPolicies',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      source: REFERENCE,
    },
    {
      sid: 'MakeGroup',
      actions: ['ec2:CreateSecurityGroup'],
      source: REFERENCE,
      resources: (region) => ['security-group/*', 'vpc/*'].map((name) => regionalArn(region, 'ec2', name)),
    },
    {
      sid: 'TagNewGroup',
      actions: ['ec2:CreateTags'],
      source: REFERENCE,
      resources: groups,
      condition: (region) => ({
        StringEquals: {
          'ec2:CreateAction': 'CreateSecurityGroup',
          [`aws:RequestTag/${CLUSTER_TAG}`]: clusterNameOf(region),
        },
      }),
    },
    {
      sid: 'ChangeOwnGroups',
      actions: [
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:DeleteSecurityGroup',
        'ec2:RevokeSecurityGroupIngress',
      ],
      source: REFERENCE,
      resources: groups,
      condition: made,
    },
    ...openNodeGroups(),
    {
      sid: 'Make',
      actions: ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      source: REFERENCE,
      condition: (region) => ({ StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterNameOf(region) } }),
    },
    {
      sid: 'MakeListener',
      actions: ['elasticloadbalancing:CreateListener'],
      source: `${REFERENCE}; a listener is made on a load balancer, which carries the tag`,
      resources: (region) => [regionalArn(region, 'elasticloadbalancing', 'loadbalancer/net/*')],
      condition: made,
    },
    {
      sid: 'TagNew',
      actions: ['elasticloadbalancing:AddTags'],
      source: REFERENCE,
      condition: (region) => ({
        StringEquals: {
          'elasticloadbalancing:CreateAction': ['CreateListener', 'CreateLoadBalancer', 'CreateTargetGroup'],
          [`aws:RequestTag/${CLUSTER_TAG}`]: clusterNameOf(region),
        },
      }),
    },
    {
      sid: 'ChangeOwn',
      actions: [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      source: REFERENCE,
      condition: made,
    },
  ],
};

/** The nodes' groups have to let the load balancers in: the region's own, and the one that EKS makes for the cluster. */
function openNodeGroups(): readonly WorkloadGrant[] {
  const actions = ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'];
  const source = `${REFERENCE}; it allows all groups of the account`;
  return [
    {
      sid: 'OpenRegionGroups',
      actions,
      source,
      resources: groups,
      condition: (region) => ({ StringEquals: { [`aws:ResourceTag/${REGION_TAG}`]: region.name } }),
    },
    {
      sid: 'OpenClusterGroup',
      actions,
      source,
      resources: groups,
      condition: (region) => ({
        StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterNameOf(region)}`]: 'owned' },
      }),
    },
  ];
}

function groups(region: AwsRegion): readonly string[] {
  return [regionalArn(region, 'ec2', 'security-group/*')];
}

function made(region: AwsRegion): Condition {
  return { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterNameOf(region) } };
}
