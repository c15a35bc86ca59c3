import type { KindDefinition } from '@atoll/typed-object';
import * as kinds from './schemas/index.ts';

/** What has to be known about a managed kind beyond its schema. */
export interface ResourceKind {
  /**
   * Where the cloud's identifier comes from.
   *
   * `assigned` kinds must keep LateInitialize, or a provider restart creates a second resource;
   * `deterministic` ones do without, so that fields owned by autoscalers never enter the spec.
   */
  readonly identity: 'assigned' | 'deterministic';
  /** True where losing the resource loses data or names: Crossplane never deletes it. */
  readonly keep: boolean;
}

const assigned: ResourceKind = { identity: 'assigned', keep: false };
const assignedKept: ResourceKind = { identity: 'assigned', keep: true };
const deterministic: ResourceKind = { identity: 'deterministic', keep: false };
const deterministicKept: ResourceKind = { identity: 'deterministic', keep: true };

/**
 * Every managed kind that this cloud renders, with its identity.
 *
 * Source: external-name configuration of provider-upjet-aws v2.6.0; crossplane/crossplane#5918, crossplane/upjet#531.
 */
export const resourceKinds: ReadonlyMap<KindDefinition<unknown>, ResourceKind> = new Map<
  KindDefinition<unknown>,
  ResourceKind
>([
  [kinds.Ec2VPC, assigned],
  [kinds.Ec2Subnet, assigned],
  [kinds.Ec2InternetGateway, assigned],
  [kinds.Ec2LaunchTemplate, assigned],
  [kinds.Ec2NATGateway, assigned],
  [kinds.Ec2RouteTable, assigned],
  [kinds.Ec2RouteTableAssociation, assigned],
  [kinds.Ec2Route, assigned],
  [kinds.Ec2SecurityGroup, assigned],
  [kinds.Ec2SecurityGroupIngressRule, assigned],
  [kinds.Ec2DefaultSecurityGroup, assigned],
  [kinds.Ec2VPCEndpoint, assigned],
  [kinds.Ec2VPCEndpointRouteTableAssociation, assigned],
  [kinds.Ec2VPCEndpointService, assigned],
  [kinds.Ec2VPCEndpointServiceAllowedPrincipal, assigned],
  [kinds.Ec2TransitGatewayVPCAttachment, assigned],
  [kinds.EksCluster, deterministic],
  [kinds.EksNodeGroup, deterministic],
  [kinds.EksAddon, deterministic],
  [kinds.EksAccessEntry, deterministic],
  [kinds.EksAccessPolicyAssociation, deterministic],
  [kinds.EksPodIdentityAssociation, assigned],
  [kinds.EksClusterAuth, assigned],
  [kinds.IamRole, deterministic],
  [kinds.IamPolicy, deterministic],
  [kinds.IamRolePolicyAttachment, assigned],
  [kinds.IamInstanceProfile, deterministic],
  [kinds.KmsKey, assignedKept],
  [kinds.KmsAlias, deterministicKept],
  [kinds.LogsGroup, deterministicKept],
  [kinds.RdsInstance, assignedKept],
  [kinds.RdsSubnetGroup, deterministic],
  [kinds.RdsParameterGroup, deterministic],
  [kinds.Route53Zone, assignedKept],
  [kinds.Route53Record, assigned],
  [kinds.S3Bucket, deterministicKept],
  [kinds.S3BucketVersioning, assignedKept],
  [kinds.S3BucketServerSideEncryptionConfiguration, assignedKept],
  [kinds.S3BucketPublicAccessBlock, assignedKept],
  [kinds.S3BucketLifecycleConfiguration, assignedKept],
  [kinds.S3BucketPolicy, assignedKept],
  [kinds.S3BucketObjectLockConfiguration, assignedKept],
  [kinds.S3BucketOwnershipControls, assignedKept],
  [kinds.SecretsManagerSecret, assignedKept],
]);

/** A management policy of Crossplane v2. */
export type ManagementPolicy = 'Observe' | 'Create' | 'Update' | 'Delete' | 'LateInitialize' | '*';

/** Gives the management policies of a kind by the table. */
export function managementPoliciesOf(kind: ResourceKind): readonly ManagementPolicy[] {
  if (kind.identity === 'assigned') {
    return kind.keep ? ['Observe', 'Create', 'Update', 'LateInitialize'] : ['*'];
  }
  return kind.keep ? ['Observe', 'Create', 'Update'] : ['Observe', 'Create', 'Update', 'Delete'];
}
