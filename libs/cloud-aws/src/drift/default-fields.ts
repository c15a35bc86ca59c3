/** What AWS fills in where nobody asked for anything. */
export interface DefaultFields {
  /** `<kind>.<service>`. */
  readonly kind: string;
  /** Path below `forProvider` -> what stands there. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly source: string;
}

/**
 * Defaults that say something about safety or cost when they are others: whoever changes one in the console changes what
 * Git left to AWS. A field that nothing is said about here is not judged.
 */
export const defaultFields: readonly DefaultFields[] = [
  {
    kind: 'VPC.ec2',
    fields: { '/instanceTenancy': 'default', '/enableDnsSupport': true, '/enableDnsHostnames': false },
    source: 'EC2 API Reference, CreateVpc and ModifyVpcAttribute',
  },
  {
    kind: 'Subnet.ec2',
    fields: {
      '/mapPublicIpOnLaunch': false,
      '/assignIpv6AddressOnCreation': false,
      '/enableDns64': false,
      '/privateDnsHostnameTypeOnLaunch': 'ip-name',
    },
    source: 'EC2 API Reference, ModifySubnetAttribute; VPC User Guide, subnet settings',
  },
  {
    kind: 'Key.kms',
    fields: {
      '/customerMasterKeySpec': 'SYMMETRIC_DEFAULT',
      '/keyUsage': 'ENCRYPT_DECRYPT',
      '/isEnabled': true,
      '/multiRegion': false,
      '/enableKeyRotation': false,
    },
    source: 'KMS API Reference, CreateKey and KeyMetadata',
  },
  {
    kind: 'Role.iam',
    fields: { '/path': '/', '/maxSessionDuration': 3600 },
    source: 'IAM API Reference, CreateRole',
  },
  { kind: 'Policy.iam', fields: { '/path': '/' }, source: 'IAM API Reference, CreatePolicy' },
  {
    kind: 'InstanceProfile.iam',
    fields: { '/path': '/' },
    source: 'IAM API Reference, CreateInstanceProfile',
  },
  {
    kind: 'NodeGroup.eks',
    fields: { '/capacityType': 'ON_DEMAND' },
    source: 'EKS API Reference, CreateNodegroup',
  },
  {
    kind: 'Cluster.eks',
    fields: {
      '/vpcConfig/endpointPublicAccess': true,
      '/vpcConfig/endpointPrivateAccess': false,
      '/deletionProtection': false,
      '/kubernetesNetworkConfig/ipFamily': 'ipv4',
    },
    source: 'EKS API Reference, CreateCluster, VpcConfigRequest and KubernetesNetworkConfigRequest',
  },
  {
    kind: 'Instance.rds',
    fields: {
      '/publiclyAccessible': false,
      '/deletionProtection': false,
      '/iamDatabaseAuthenticationEnabled': false,
      '/multiAz': false,
      '/networkType': 'IPV4',
      '/customerOwnedIpEnabled': false,
      '/performanceInsightsEnabled': false,
      '/storageEncrypted': false,
      '/dedicatedLogVolume': false,
    },
    source: 'RDS API Reference, CreateDBInstance',
  },
  {
    kind: 'Group.cloudwatchlogs',
    fields: { '/logGroupClass': 'STANDARD', '/deletionProtectionEnabled': false },
    source: 'CloudWatch Logs API Reference, CreateLogGroup',
  },
  {
    kind: 'BucketPublicAccessBlock.s3',
    fields: {
      '/blockPublicAcls': false,
      '/blockPublicPolicy': false,
      '/ignorePublicAcls': false,
      '/restrictPublicBuckets': false,
    },
    source: 'S3 API Reference, PutPublicAccessBlock',
  },
  {
    kind: 'VPCEndpoint.ec2',
    fields: { '/privateDnsEnabled': false },
    source: 'terraform-provider-aws 6.34.0, ec2/vpc_endpoint.go',
  },
];
