import type { KindDefinition } from '@atoll/typed-object';
import * as kinds from './schemas/index.ts';

/** Managed kinds whose `forProvider` has `tags`: each of them carries the region's tags. A test compares with the CRDs. */
export const taggedKinds: ReadonlySet<KindDefinition<unknown>> = new Set<KindDefinition<unknown>>([
  kinds.Ec2DefaultSecurityGroup,
  kinds.Ec2InternetGateway,
  kinds.Ec2LaunchTemplate,
  kinds.Ec2NATGateway,
  kinds.Ec2RouteTable,
  kinds.Ec2SecurityGroup,
  kinds.Ec2SecurityGroupIngressRule,
  kinds.Ec2Subnet,
  kinds.Ec2TransitGatewayVPCAttachment,
  kinds.Ec2VPC,
  kinds.Ec2VPCEndpoint,
  kinds.Ec2VPCEndpointService,
  kinds.EksAccessEntry,
  kinds.EksAddon,
  kinds.EksCluster,
  kinds.EksNodeGroup,
  kinds.EksPodIdentityAssociation,
  kinds.IamInstanceProfile,
  kinds.IamPolicy,
  kinds.IamRole,
  kinds.KmsKey,
  kinds.LogsGroup,
  kinds.RdsInstance,
  kinds.RdsParameterGroup,
  kinds.RdsSubnetGroup,
  kinds.Route53Zone,
  kinds.S3Bucket,
  kinds.SecretsManagerSecret,
]);
