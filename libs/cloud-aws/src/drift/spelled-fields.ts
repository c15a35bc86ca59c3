import type { CloudSpelling } from '@atoll/agent-model';

/** Fields of a kind that AWS spells in its own way. */
export interface SpelledFields {
  /** `<kind>.<service>`. */
  readonly kind: string;
  /** Below `forProvider`. */
  readonly fields: readonly string[];
  readonly as: CloudSpelling;
  readonly source: string;
}

/** File names are those of terraform-provider-aws 6.34.0, below `internal/service`. */
export const spelledFields: readonly SpelledFields[] = [
  {
    kind: 'Role.iam',
    fields: ['/assumeRolePolicy'],
    as: 'policy',
    source: 'iam/role.go, SuppressEquivalentPolicyDiffs',
  },
  {
    kind: 'Policy.iam',
    fields: ['/policy'],
    as: 'policy',
    source: 'iam/policy.go, SuppressEquivalentPolicyDiffs',
  },
  { kind: 'Key.kms', fields: ['/policy'], as: 'policy', source: 'kms/key.go, SuppressEquivalentPolicyDiffs' },
  {
    kind: 'BucketPolicy.s3',
    fields: ['/policy'],
    as: 'policy',
    source: 's3/bucket_policy.go, SuppressEquivalentPolicyDiffs',
  },
  {
    kind: 'VPCEndpoint.ec2',
    fields: ['/policy'],
    as: 'policy',
    source: 'ec2/vpc_endpoint.go, SuppressEquivalentPolicyDiffs',
  },
  {
    kind: 'Addon.eks',
    fields: ['/configurationValues'],
    as: 'json',
    source: 'EKS API Reference, CreateAddon: a document by the schema of the add-on',
  },
  { kind: 'Addon.eks', fields: ['/podIdentityAssociation'], as: 'set', source: 'eks/addon.go, TypeSet' },
  {
    kind: 'Cluster.eks',
    fields: [
      '/enabledClusterLogTypes',
      '/encryptionConfig/resources',
      '/vpcConfig/publicAccessCidrs',
      '/vpcConfig/securityGroupIds',
      '/vpcConfig/subnetIds',
    ],
    as: 'set',
    source: 'eks/cluster.go, TypeSet',
  },
  {
    kind: 'NodeGroup.eks',
    fields: ['/subnetIds', '/taint'],
    as: 'set',
    source: 'eks/node_group.go, TypeSet',
  },
  {
    kind: 'AccessEntry.eks',
    fields: ['/kubernetesGroups'],
    as: 'set',
    source: 'eks/access_entry.go, TypeSet',
  },
  {
    kind: 'AccessPolicyAssociation.eks',
    fields: ['/accessScope/namespaces'],
    as: 'set',
    source: 'eks/access_policy_association.go, TypeSet',
  },
  {
    kind: 'NodeGroup.eks',
    fields: ['/launchTemplate/version'],
    as: 'text',
    source: 'eks/node_group.go: a text that holds a number',
  },
  {
    kind: 'Instance.rds',
    fields: ['/domainDnsIps', '/enabledCloudwatchLogsExports', '/vpcSecurityGroupIds'],
    as: 'set',
    source: 'rds/instance.go, TypeSet',
  },
  {
    kind: 'Instance.rds',
    fields: ['/engine', '/finalSnapshotIdentifier', '/identifier', '/maintenanceWindow'],
    as: 'anyCase',
    source: 'rds/instance.go, StateFunc to lower case; RDS User Guide, names of instances',
  },
  {
    kind: 'Instance.rds',
    fields: ['/engineVersion'],
    as: 'prefix',
    source: 'rds/instance.go, engine_version: a prefix of the version may be given',
  },
  {
    kind: 'Instance.rds',
    fields: ['/kmsKeyId', '/masterUserSecretKmsKeyId'],
    as: 'lastSegment',
    source: 'RDS API Reference, KmsKeyId: key ID, key ARN or alias of the same key',
  },
  { kind: 'SubnetGroup.rds', fields: ['/subnetIds'], as: 'set', source: 'rds/subnet_group.go, TypeSet' },
  {
    kind: 'ParameterGroup.rds',
    fields: ['/parameter'],
    as: 'set',
    source: 'rds/parameter_group.go, TypeSet',
  },
  { kind: 'Record.route53', fields: ['/records'], as: 'set', source: 'route53/record.go, TypeSet' },
  {
    kind: 'Record.route53',
    fields: ['/name'],
    as: 'dnsName',
    source: 'route53/record.go, StateFunc to lower case; DNS names may end with a dot',
  },
  {
    kind: 'Zone.route53',
    fields: ['/name'],
    as: 'dnsName',
    source: 'route53/zone.go, normalizeZoneName',
  },
  {
    kind: 'DefaultSecurityGroup.ec2',
    fields: ['/egress', '/ingress'],
    as: 'set',
    source: 'ec2/vpc_default_security_group.go, TypeSet',
  },
  {
    kind: 'VPCEndpointService.ec2',
    fields: ['/gatewayLoadBalancerArns', '/networkLoadBalancerArns', '/supportedIpAddressTypes'],
    as: 'set',
    source: 'ec2/vpc_endpoint_service.go, TypeSet',
  },
  {
    kind: 'TransitGatewayVPCAttachment.ec2',
    fields: ['/subnetIds'],
    as: 'set',
    source: 'ec2/transitgateway_vpc_attachment.go, TypeSet',
  },
  {
    kind: 'BucketServerSideEncryptionConfiguration.s3',
    fields: ['/rule'],
    as: 'set',
    source: 's3/bucket_server_side_encryption_configuration.go, TypeSet',
  },
  {
    kind: 'LaunchTemplate.ec2',
    fields: ['/vpcSecurityGroupIds'],
    as: 'set',
    source: 'ec2/ec2_launch_template.go, TypeSet',
  },
];
