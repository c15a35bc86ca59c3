import { type AwsRegion, iamArn } from '../aws-region.ts';
import { ownIamArns } from './arns.ts';
import { allow, type Statement } from './policy-document.ts';
import { type ActionColumn, actionsOf } from './service-actions.ts';

/**
 * Services that make their own role at first use; it has to be allowed by name.
 *
 * Source: "Using service-linked roles" of EKS, EKS node groups, EC2 Auto Scaling, Elastic Load Balancing, RDS, Transit
 * Gateway, and VPC (regional NAT gateways).
 */
const serviceLinkedRoleServices = [
  'autoscaling.amazonaws.com',
  'ec2-nat-gateway.amazonaws.com',
  'eks-nodegroup.amazonaws.com',
  'eks.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'rds.amazonaws.com',
  'transitgateway.amazonaws.com',
];

/**
 * Allows a role its columns of IAM on entities of the region only, whose names begin with `atoll-<region>-`.
 *
 * That also limits iam:PassRole. Reading is not limited, since lists are not.
 */
export function allowIam(region: AwsRegion, columns: readonly ActionColumn[]): readonly Statement[] {
  const writing = columns.filter((column) => column !== 'read');
  return [
    allow({ sid: 'ReadIam', actions: actionsOf(['iam'], ['read']) }),
    allow({
      sid: 'OwnIam',
      actions: actionsOf(['iam'], writing),
      resources: ownIamArns(region, ['role', 'policy', 'instance-profile']),
    }),
  ];
}

/** Allows making the roles of services that the region uses. */
export function allowServiceLinkedRoles(region: AwsRegion): Statement {
  return allow({
    sid: 'ServiceLinkedRoles',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [iamArn(region, 'role', 'aws-service-role/*')],
    condition: { StringEquals: { 'iam:AWSServiceName': serviceLinkedRoleServices } },
  });
}

/** Allows assuming roles of the region; each of them still has to trust the caller. */
export function allowAssumingOwnRoles(region: AwsRegion): Statement {
  return allow({
    sid: 'OwnRoles',
    actions: actionsOf(['sts'], ['guarded']),
    resources: ownIamArns(region, ['role']),
  });
}
