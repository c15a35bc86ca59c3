import type { KindDefinition } from '@atoll/typed-object';
import * as kinds from '../schemas/index.ts';

/** Fields of a kind that AWS sets once, when the resource is made. */
export interface ImmutableFields {
  /**
   * Paths below `spec.forProvider`, without positions in lists and without `Ref`, `Refs` and `Selector`.
   *
   * `region` is not listed: it is one of them in every kind that has it.
   */
  readonly fields: readonly string[];
  /** File of the Terraform provider, below `internal/service`, whose `ForceNew` or `RequiresReplace` says so. */
  readonly file: string;
  /** What leads to the wanted state, where that is not to have the resource made again. */
  readonly remedy?: string;
}

/**
 * Release from which the table was read: the Terraform provider, in the fork that provider-upjet-aws v2.6.0 is made from.
 *
 * Terraform would replace the resource. Crossplane does not: upjet answers `refuse to update the external resource because
 * the following update requires replacing it` (`assertNoForceNew`), the resource stays as it was, and Synced becomes False.
 */
export const IMMUTABLE_SOURCE = 'terraform-provider-aws 6.34.0';

const NEW_REGION = 'make a new region beside this one and move to it; a region keeps its network for life';

const NEW_DATABASE =
  'take the change back; a database gets it only by a restored snapshot or a logical copy in a new region';

const NEW_BUCKET =
  'take the change back; a bucket gets it only when it is made, so copy its objects into a new region';

const NEW_CLUSTER = 'take the change back; a cluster gets it only when it is made, in a new region';

/** Every kind of resource-kinds.ts with its fields; kinds without such a field have an empty row. */
export const immutableFields: ReadonlyMap<KindDefinition<unknown>, ImmutableFields> = new Map<
  KindDefinition<unknown>,
  ImmutableFields
>([
  [
    kinds.Ec2VPC,
    {
      fields: ['cidrBlock', 'instanceTenancy', 'ipv4IpamPoolId', 'ipv4NetmaskLength'],
      file: 'ec2/vpc_.go',
      remedy: NEW_REGION,
    },
  ],
  [
    kinds.Ec2Subnet,
    {
      fields: ['availabilityZone', 'availabilityZoneId', 'cidrBlock', 'ipv6Native', 'outpostArn', 'vpcId'],
      file: 'ec2/vpc_subnet.go',
      remedy: NEW_REGION,
    },
  ],
  [kinds.Ec2InternetGateway, { fields: [], file: 'ec2/vpc_internet_gateway.go' }],
  [kinds.Ec2LaunchTemplate, { fields: ['name'], file: 'ec2/ec2_launch_template.go' }],
  [
    kinds.Ec2NATGateway,
    {
      fields: ['allocationId', 'availabilityMode', 'connectivityType', 'privateIp', 'subnetId', 'vpcId'],
      file: 'ec2/vpc_nat_gateway.go',
    },
  ],
  [kinds.Ec2RouteTable, { fields: ['vpcId'], file: 'ec2/vpc_route_table.go' }],
  [
    kinds.Ec2RouteTableAssociation,
    { fields: ['gatewayId', 'subnetId'], file: 'ec2/vpc_route_table_association.go' },
  ],
  [
    kinds.Ec2Route,
    {
      fields: ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId', 'routeTableId'],
      file: 'ec2/vpc_route.go',
    },
  ],
  [kinds.Ec2SecurityGroup, { fields: ['description', 'name', 'vpcId'], file: 'ec2/vpc_security_group.go' }],
  [
    kinds.Ec2SecurityGroupIngressRule,
    { fields: ['securityGroupId'], file: 'ec2/vpc_security_group_ingress_rule.go' },
  ],
  [kinds.Ec2DefaultSecurityGroup, { fields: ['vpcId'], file: 'ec2/vpc_default_security_group.go' }],
  [
    kinds.Ec2VPCEndpoint,
    {
      fields: ['resourceConfigurationArn', 'serviceName', 'serviceRegion', 'vpcEndpointType', 'vpcId'],
      file: 'ec2/vpc_endpoint.go',
    },
  ],
  [
    kinds.Ec2VPCEndpointRouteTableAssociation,
    { fields: ['routeTableId', 'vpcEndpointId'], file: 'ec2/vpc_endpoint_route_table_association.go' },
  ],
  [kinds.Ec2VPCEndpointService, { fields: [], file: 'ec2/vpc_endpoint_service.go' }],
  [
    kinds.Ec2VPCEndpointServiceAllowedPrincipal,
    {
      fields: ['principalArn', 'vpcEndpointServiceId'],
      file: 'ec2/vpc_endpoint_service_allowed_principal.go',
    },
  ],
  [
    kinds.Ec2TransitGatewayVPCAttachment,
    { fields: ['transitGatewayId', 'vpcId'], file: 'ec2/transitgateway_vpc_attachment.go' },
  ],
  [
    kinds.EksCluster,
    {
      fields: [
        'accessConfig.bootstrapClusterCreatorAdminPermissions',
        'bootstrapSelfManagedAddons',
        'kubernetesNetworkConfig.ipFamily',
        'kubernetesNetworkConfig.serviceIpv4Cidr',
        'outpostConfig.controlPlaneInstanceType',
        'roleArn',
      ],
      file: 'eks/cluster.go',
      remedy: NEW_CLUSTER,
    },
  ],
  [
    kinds.EksNodeGroup,
    {
      fields: [
        'amiType',
        'capacityType',
        'clusterName',
        'diskSize',
        'instanceTypes',
        'launchTemplate.id',
        'launchTemplate.name',
        'nodeRoleArn',
        'remoteAccess',
        'subnetIds',
      ],
      file: 'eks/node_group.go',
    },
  ],
  [kinds.EksAddon, { fields: ['addonName', 'clusterName'], file: 'eks/addon.go' }],
  [kinds.EksAccessEntry, { fields: ['clusterName', 'principalArn', 'type'], file: 'eks/access_entry.go' }],
  [
    kinds.EksAccessPolicyAssociation,
    {
      fields: ['accessScope', 'clusterName', 'policyArn', 'principalArn'],
      file: 'eks/access_policy_association.go',
    },
  ],
  [
    kinds.EksPodIdentityAssociation,
    { fields: ['clusterName', 'namespace', 'serviceAccount'], file: 'eks/pod_identity_association.go' },
  ],
  [kinds.EksClusterAuth, { fields: [], file: 'eks/cluster_auth_data_source.go' }],
  [kinds.IamRole, { fields: ['path'], file: 'iam/role.go' }],
  [kinds.IamPolicy, { fields: ['description', 'path'], file: 'iam/policy.go' }],
  [kinds.IamRolePolicyAttachment, { fields: ['policyArn', 'role'], file: 'iam/role_policy_attachment.go' }],
  [kinds.IamInstanceProfile, { fields: ['path'], file: 'iam/instance_profile.go' }],
  [
    kinds.KmsKey,
    {
      fields: ['customKeyStoreId', 'customerMasterKeySpec', 'keyUsage', 'multiRegion', 'xksKeyId'],
      file: 'kms/key.go',
      remedy: 'take the change back; data stays readable only with the key that encrypted it',
    },
  ],
  [kinds.KmsAlias, { fields: [], file: 'kms/alias.go' }],
  [kinds.LogsGroup, { fields: ['logGroupClass'], file: 'logs/group.go' }],
  [
    kinds.RdsInstance,
    {
      fields: [
        'availabilityZone',
        'backupTarget',
        'characterSetName',
        'customIamInstanceProfile',
        'dbName',
        'engine',
        'kmsKeyId',
        'ncharCharacterSetName',
        'restoreToPointInTime',
        's3Import',
        'snapshotIdentifier',
        'storageEncrypted',
        'timezone',
        'username',
      ],
      file: 'rds/instance.go',
      remedy: NEW_DATABASE,
    },
  ],
  [kinds.RdsSubnetGroup, { fields: [], file: 'rds/subnet_group.go' }],
  [kinds.RdsParameterGroup, { fields: ['description', 'family'], file: 'rds/parameter_group.go' }],
  [
    kinds.Route53Zone,
    {
      fields: ['delegationSetId', 'name'],
      file: 'route53/zone.go',
      remedy: 'take the change back; another domain is another zone, in a new region',
    },
  ],
  [kinds.Route53Record, { fields: ['name', 'type', 'zoneId'], file: 'route53/record.go' }],
  [kinds.S3Bucket, { fields: ['objectLockEnabled'], file: 's3/bucket.go', remedy: NEW_BUCKET }],
  ...listBucketParts(),
  [kinds.SecretsManagerSecret, { fields: ['name'], file: 'secretsmanager/secret.go' }],
]);

/** What only configures a bucket is bound to that bucket. */
function listBucketParts(): readonly (readonly [KindDefinition<unknown>, ImmutableFields])[] {
  const owner = 'expectedBucketOwner';
  return [
    [kinds.S3BucketVersioning, { fields: ['bucket'], file: 's3/bucket_versioning.go' }],
    [
      kinds.S3BucketServerSideEncryptionConfiguration,
      { fields: ['bucket'], file: 's3/bucket_server_side_encryption_configuration.go' },
    ],
    [kinds.S3BucketPublicAccessBlock, { fields: ['bucket'], file: 's3/bucket_public_access_block.go' }],
    [
      kinds.S3BucketLifecycleConfiguration,
      { fields: ['bucket', owner], file: 's3/bucket_lifecycle_configuration.go' },
    ],
    [kinds.S3BucketPolicy, { fields: ['bucket'], file: 's3/bucket_policy.go' }],
    [
      kinds.S3BucketObjectLockConfiguration,
      {
        fields: ['bucket', owner, 'objectLockEnabled'],
        file: 's3/bucket_object_lock_configuration.go',
        remedy: NEW_BUCKET,
      },
    ],
    [kinds.S3BucketOwnershipControls, { fields: ['bucket'], file: 's3/bucket_ownership_controls.go' }],
  ];
}
