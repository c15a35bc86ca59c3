import type { JsonObject } from './json-object.ts';
import type { ManagedResource } from './managed-resource.ts';

/** How a kind is named in the cloud. */
interface Naming {
  /** Prefix of an id that the cloud assigns, such as `vpc-`; absent: the name of the object is the name in the cloud. */
  readonly assigned?: string;
  /** ARN with `{region}`, `{account}` and `{name}`. */
  readonly arn?: string;
}

/** A made-up account, twelve digits as AWS has them. */
const ACCOUNT = '000000000000';

const EC2 = 'arn:aws:ec2:{region}:{account}';

/** By `<kind>.<group without the provider's domain>`: upjet's table of external names, provider-aws v2.6.0. */
const NAMINGS: Readonly<Record<string, Naming>> = {
  'AccessEntry.eks': { arn: 'arn:aws:eks:{region}:{account}:access-entry/{name}' },
  'Addon.eks': { arn: 'arn:aws:eks:{region}:{account}:addon/{name}' },
  'Alias.kms': { arn: 'arn:aws:kms:{region}:{account}:alias/{name}' },
  'Bucket.s3': { arn: 'arn:aws:s3:::{name}' },
  'Cluster.eks': { arn: 'arn:aws:eks:{region}:{account}:cluster/{name}' },
  'DefaultSecurityGroup.ec2': { assigned: 'sg-', arn: `${EC2}:security-group/{name}` },
  'Group.cloudwatchlogs': { arn: 'arn:aws:logs:{region}:{account}:log-group:{name}' },
  'Instance.rds': { assigned: 'db-', arn: 'arn:aws:rds:{region}:{account}:db:{name}' },
  'InstanceProfile.iam': { arn: 'arn:aws:iam::{account}:instance-profile/{name}' },
  'InternetGateway.ec2': { assigned: 'igw-', arn: `${EC2}:internet-gateway/{name}` },
  'Key.kms': { assigned: '', arn: 'arn:aws:kms:{region}:{account}:key/{name}' },
  'LaunchTemplate.ec2': { assigned: 'lt-', arn: `${EC2}:launch-template/{name}` },
  'NATGateway.ec2': { assigned: 'nat-' },
  'NodeGroup.eks': { arn: 'arn:aws:eks:{region}:{account}:nodegroup/{name}' },
  'ParameterGroup.rds': { arn: 'arn:aws:rds:{region}:{account}:pg:{name}' },
  'PodIdentityAssociation.eks': { assigned: 'a-' },
  'Policy.iam': { arn: 'arn:aws:iam::{account}:policy/{name}' },
  'Record.route53': { assigned: 'record-' },
  'Role.iam': { arn: 'arn:aws:iam::{account}:role/{name}' },
  'RolePolicyAttachment.iam': { assigned: 'attachment-' },
  'Route.ec2': { assigned: 'r-' },
  'RouteTable.ec2': { assigned: 'rtb-', arn: `${EC2}:route-table/{name}` },
  'RouteTableAssociation.ec2': { assigned: 'rtbassoc-' },
  'Secret.secretsmanager': {
    assigned: 'secret-',
    arn: 'arn:aws:secretsmanager:{region}:{account}:secret:{name}',
  },
  'SecurityGroup.ec2': { assigned: 'sg-', arn: `${EC2}:security-group/{name}` },
  'SecurityGroupIngressRule.ec2': { assigned: 'sgr-', arn: `${EC2}:security-group-rule/{name}` },
  'Subnet.ec2': { assigned: 'subnet-', arn: `${EC2}:subnet/{name}` },
  'SubnetGroup.rds': { arn: 'arn:aws:rds:{region}:{account}:subgrp:{name}' },
  'TransitGatewayVPCAttachment.ec2': {
    assigned: 'tgw-attach-',
    arn: `${EC2}:transit-gateway-attachment/{name}`,
  },
  'VPC.ec2': { assigned: 'vpc-', arn: `${EC2}:vpc/{name}` },
  'VPCEndpoint.ec2': { assigned: 'vpce-', arn: `${EC2}:vpc-endpoint/{name}` },
  'VPCEndpointService.ec2': { assigned: 'vpce-svc-', arn: `${EC2}:vpc-endpoint-service/{name}` },
  'VPCEndpointRouteTableAssociation.ec2': { assigned: 'a-vpce-' },
  'Zone.route53': { assigned: 'Z', arn: 'arn:aws:route53:::hostedzone/{name}' },
};

/**
 * Gives the name under which the cloud will know a resource. An assigned one is made of the object's uid, so that it is
 * the same whenever it is asked for, and another after the object was made anew.
 */
export function toExternalName(object: ManagedResource): string {
  const { assigned } = namingOf(object);
  const { uid, name } = object.metadata;
  return assigned === undefined ? name : `${assigned}${uid.replaceAll('-', '').slice(0, 17)}`;
}

/** Gives what the cloud assigns beside the name; a kind's schema drops what it does not have. */
export function toAssignedFields(object: ManagedResource, externalName: string): JsonObject {
  const region = String(object.spec.forProvider?.['region'] ?? 'us-east-1');
  const arn = namingOf(object)
    .arn?.replace('{region}', region)
    .replace('{account}', ACCOUNT)
    .replace('{name}', externalName);
  const tags = object.spec.forProvider?.['tags'];
  const { kind } = object;
  return {
    id: externalName,
    ownerId: ACCOUNT,
    ...(arn === undefined ? {} : { arn }),
    ...(tags === undefined ? {} : { tagsAll: tags }),
    ...(kind === 'Key' ? { keyId: externalName } : {}),
    ...(kind === 'Zone'
      ? { zoneId: externalName, nameServers: ['ns-1.example.com', 'ns-2.example.com'] }
      : {}),
    ...(kind === 'Cluster' ? { endpoint: `https://${externalName}.example.com`, status: 'ACTIVE' } : {}),
    ...(kind === 'NodeGroup' ? { status: 'ACTIVE' } : {}),
    ...(kind === 'Instance' ? { status: 'available', address: `${externalName}.example.com` } : {}),
  };
}

function namingOf({ kind, apiVersion }: ManagedResource): Naming {
  return NAMINGS[`${kind}.${apiVersion.split('.')[0]}`] ?? {};
}
