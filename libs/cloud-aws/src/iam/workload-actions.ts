import { type AwsRegion, bucketNameOf, clusterNameOf, partitionOf } from '../aws-region.ts';
import { regionalArn } from './arns.ts';
import { karpenterRow } from './karpenter-row.ts';
import { bucketKeyGrant } from './key-grants.ts';
import { loadBalancerRow } from './load-balancer-row.ts';
import { volumeRow } from './volume-row.ts';
import type { WorkloadRow } from './workload-row.ts';

export { grantStatement, type PodAccount, type WorkloadGrant, type WorkloadRow } from './workload-row.ts';

/** The EKS control plane. Left out: load balancers of the legacy cloud provider. */
const clusterRow: WorkloadRow = {
  thing: 'eks',
  workload: 'the EKS control plane',
  runs: 'eks',
  grants: [
    {
      sid: 'Discover',
      actions: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeInstanceTopology',
        'ec2:DescribeInstances',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeVpcs',
        'kms:DescribeKey',
      ],
      source: 'EKS User Guide, cluster IAM role: minimal permissions instead of AmazonEKSClusterPolicy',
    },
    {
      sid: 'TagNodes',
      actions: ['ec2:CreateTags'],
      source: 'EKS User Guide, cluster IAM role: minimal permissions instead of AmazonEKSClusterPolicy',
      resources: (region) => [regionalArn(region, 'ec2', 'instance/*')],
      condition: () => ({ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'kubernetes.io/cluster/*' } }),
    },
  ],
};

/**
 * Every node: kubelet, the network plugin and the agent of Pod Identity run as the instance.
 *
 * Left out: Session Manager (a shell on every node), import of upstream images.
 */
const nodeRow: WorkloadRow = {
  thing: 'node',
  workload: 'the nodes',
  runs: 'ec2',
  grants: [
    {
      sid: 'Addresses',
      actions: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:AttachNetworkInterface',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DetachNetworkInterface',
        'ec2:ModifyNetworkInterfaceAttribute',
        'ec2:UnassignPrivateIpAddresses',
      ],
      source: 'AmazonEKS_CNI_Policy',
    },
    {
      sid: 'TagInterfaces',
      actions: ['ec2:CreateTags'],
      source: 'AmazonEKS_CNI_Policy, AmazonEKSCNIPolicyENITag',
      resources: (region) => [regionalArn(region, 'ec2', 'network-interface/*')],
    },
    {
      sid: 'Join',
      actions: ['eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'],
      source:
        'AmazonEKSWorkerNodePolicy; its ec2:Describe* of routes and volumes are left out, the driver does that',
      resources: (region) => [regionalArn(region, 'eks', `cluster/${clusterNameOf(region)}`)],
    },
    {
      sid: 'PullToken',
      actions: ['ecr:GetAuthorizationToken'],
      source: "AmazonEC2ContainerRegistryPullOnly: EKS's own add-ons come from a registry of AWS",
    },
    {
      sid: 'PullImages',
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      source: "AmazonEC2ContainerRegistryPullOnly; in any account, since EKS's add-ons stand in one of AWS",
      resources: (region) => [`arn:${partitionOf(region)}:ecr:*:*:repository/*`],
    },
  ],
};

/** external-dns: records of the region's own zone. Its zone is known by names until its id was observed. */
const dnsRow: WorkloadRow = {
  thing: 'external-dns',
  workload: "external-dns, which keeps the records of the region's zone",
  runs: { namespace: 'external-dns', serviceAccount: 'external-dns' },
  grants: [
    {
      sid: 'ReadZones',
      actions: ['route53:ListHostedZones'],
      source: 'external-dns, AWS tutorial, IAM policy',
    },
    {
      sid: 'ReadRecords',
      actions: ['route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      source: 'external-dns, AWS tutorial, IAM policy',
      resources: zones,
    },
    {
      sid: 'ChangeRecords',
      actions: ['route53:ChangeResourceRecordSets'],
      source: 'external-dns, AWS tutorial, IAM permissions with ABAC',
      resources: zones,
      condition: (region) => ({
        'ForAllValues:StringLike': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [region.dns.zone, `*.${region.dns.zone}`],
        },
      }),
    },
  ],
};

/** Velero: objects of the backup bucket. Left out: EBS snapshots, which the CSI driver makes for it. */
const backupRow: WorkloadRow = {
  thing: 'velero',
  workload: 'Velero, which backs up Kubernetes resources',
  runs: { namespace: 'velero', serviceAccount: 'velero' },
  grants: [
    {
      sid: 'Objects',
      actions: [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:GetObject',
        's3:ListMultipartUploadParts',
        's3:PutObject',
        's3:PutObjectTagging',
      ],
      source: 'velero-plugin-for-aws, README, set permissions for Velero',
      resources: (region) => [`${backupBucketArn(region)}/*`],
    },
    {
      sid: 'Bucket',
      actions: ['s3:ListBucket'],
      source: 'velero-plugin-for-aws, README, set permissions for Velero',
      resources: (region) => [backupBucketArn(region)],
    },
    bucketKeyGrant(),
  ],
};

/** The region's agent: CPU and memory of the database. */
const agentRow: WorkloadRow = {
  thing: 'agent',
  workload: "Atoll's agent in the region",
  runs: { namespace: 'atoll-system', serviceAccount: 'atoll-agent' },
  grants: [
    {
      sid: 'DatabaseMetrics',
      actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
      source:
        'Design §4.1: CPU and memory of the database from RDS Enhanced Monitoring, which is CloudWatch Logs',
      resources: (region) =>
        ['', ':*'].map((end) => regionalArn(region, 'logs', `log-group:RDSOSMetrics${end}`)),
    },
  ],
};

/** RDS Enhanced Monitoring. */
const databaseMonitoringRow: WorkloadRow = {
  thing: 'db-monitoring',
  workload: 'RDS Enhanced Monitoring',
  runs: 'monitoring.rds',
  grants: [
    {
      sid: 'LogGroup',
      actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
      source: 'AmazonRDSEnhancedMonitoringRole, EnableCreationAndManagementOfRDSCloudwatchLogGroups',
      resources: (region) => [regionalArn(region, 'logs', 'log-group:RDS*')],
    },
    {
      sid: 'LogStreams',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
      source: 'AmazonRDSEnhancedMonitoringRole, EnableCreationAndManagementOfRDSCloudwatchLogStreams',
      resources: (region) => [regionalArn(region, 'logs', 'log-group:RDS*:log-stream:*')],
    },
  ],
};

/** The rows of all workloads: the one place that says what a role of software may do, and why. */
export const workloadRows: readonly WorkloadRow[] = [
  clusterRow,
  nodeRow,
  karpenterRow,
  loadBalancerRow,
  volumeRow,
  dnsRow,
  backupRow,
  agentRow,
  databaseMonitoringRow,
];

function zones(region: AwsRegion): readonly string[] {
  return [`arn:${partitionOf(region)}:route53:::hostedzone/${region.cloudObserved?.zoneId ?? '*'}`];
}

function backupBucketArn(region: AwsRegion): string {
  return `arn:${partitionOf(region)}:s3:::${bucketNameOf(region, 'backup')}`;
}
