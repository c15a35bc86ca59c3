/** What a reference becomes in `spec.forProvider`. */
export interface ReferenceTarget {
  readonly kind: string;
  /** Property of the target that is taken: the name in the cloud, or a path into its `status.atProvider` or spec. */
  readonly value: 'external-name' | 'arn' | 'principalArn';
  /** The field that takes the value, where it is not the reference's name without `Ref`. */
  readonly field?: string;
}

/**
 * Targets of the references of provider-aws v2.6.0, by the name of the field. Definitions do not say what a reference
 * means: only the provider's program does.
 */
export const REFERENCE_KINDS: Readonly<Record<string, ReferenceTarget>> = {
  allocationIdRef: { kind: 'EIP', value: 'external-name' },
  bucketRef: { kind: 'Bucket', value: 'external-name' },
  clusterNameRef: { kind: 'Cluster', value: 'external-name' },
  dbSubnetGroupNameRef: { kind: 'SubnetGroup', value: 'external-name' },
  gatewayIdRef: { kind: 'InternetGateway', value: 'external-name' },
  kmsKeyIdRef: { kind: 'Key', value: 'arn' },
  kmsMasterKeyIdRef: { kind: 'Key', value: 'arn' },
  masterUserSecretKmsKeyIdRef: { kind: 'Key', value: 'arn' },
  monitoringRoleArnRef: { kind: 'Role', value: 'arn' },
  natGatewayIdRef: { kind: 'NATGateway', value: 'external-name' },
  nodeRoleArnRef: { kind: 'Role', value: 'arn' },
  parameterGroupNameRef: { kind: 'ParameterGroup', value: 'external-name' },
  policyArnRef: { kind: 'Policy', value: 'arn' },
  principalArnFromRoleRef: { kind: 'Role', value: 'arn', field: 'principalArn' },
  principalArnRef: { kind: 'AccessEntry', value: 'principalArn' },
  referencedSecurityGroupIdRef: { kind: 'SecurityGroup', value: 'external-name' },
  roleArnRef: { kind: 'Role', value: 'arn' },
  roleRef: { kind: 'Role', value: 'external-name' },
  routeTableIdRef: { kind: 'RouteTable', value: 'external-name' },
  securityGroupIdRef: { kind: 'SecurityGroup', value: 'external-name' },
  securityGroupIdRefs: { kind: 'SecurityGroup', value: 'external-name', field: 'securityGroupIds' },
  serviceAccountRoleArnRef: { kind: 'Role', value: 'arn' },
  subnetIdRef: { kind: 'Subnet', value: 'external-name' },
  subnetIdRefs: { kind: 'Subnet', value: 'external-name', field: 'subnetIds' },
  targetKeyIdRef: { kind: 'Key', value: 'external-name' },
  targetRoleArnRef: { kind: 'Role', value: 'arn' },
  transitGatewayIdRef: { kind: 'TransitGateway', value: 'external-name' },
  vpcEndpointIdRef: { kind: 'VPCEndpoint', value: 'external-name' },
  vpcEndpointServiceIdRef: { kind: 'VPCEndpointService', value: 'external-name' },
  vpcIdRef: { kind: 'VPC', value: 'external-name' },
  vpcSecurityGroupIdRefs: { kind: 'SecurityGroup', value: 'external-name', field: 'vpcSecurityGroupIds' },
  zoneIdRef: { kind: 'Zone', value: 'external-name' },
};
