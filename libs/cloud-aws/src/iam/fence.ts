import type { LintFinding, RenderedObject } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';

/** Ending of the API groups of all managed resources of AWS. */
const AWS_GROUPS = '.aws.m.upbound.io';

/** API groups inside the fence: those of the Deployment role's ten services (STS has none). */
const allowedGroups = new Set(
  ['ec2', 'eks', 'iam', 'kms', 'cloudwatchlogs', 'rds', 'route53', 's3', 'secretsmanager'].map(
    (name) => name + AWS_GROUPS,
  ),
);

/** Services that IAM calls otherwise than their group; all others are called alike. */
const serviceNames: ReadonlyMap<string, string> = new Map([
  ['acmpca', 'acm-pca'],
  ['apigatewayv2', 'apigateway'],
  ['appautoscaling', 'application-autoscaling'],
  ['cloudwatchevents', 'events'],
  ['cloudwatchlogs', 'logs'],
  ['cognitoidp', 'cognito-idp'],
  ['configservice', 'config'],
  ['efs', 'elasticfilesystem'],
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
  ['opensearch', 'es'],
  ['s3control', 's3'],
  ['sfn', 'states'],
]);

/** Gives the service as IAM names it, such as `elasticloadbalancing` for `elbv2.aws.m.upbound.io`. */
export function serviceOfGroup(group: string): string {
  const name = group.slice(0, -AWS_GROUPS.length);
  return serviceNames.get(name) ?? name;
}

/**
 * Refuses a managed resource of a service that the Deployment role does not hold, unless the region grants it.
 *
 * Source: design §4.1. Objects of other kinds pass.
 */
export function findFenceBreaks(object: RenderedObject, region: AwsRegion): LintFinding[] {
  const [group = ''] = object.apiVersion.split('/');
  if (!group.endsWith(AWS_GROUPS) || allowedGroups.has(group)) return [];
  const service = serviceOfGroup(group);
  if (region.extraGrants.some((grant) => grant.service === service)) return [];
  return [
    {
      path: 'apiVersion',
      rule: 'fence',
      message: `${object.kind} ${object.metadata.name} is of ${group}, and ${service} is not among the Deployment role's ten services. Render it without that service, or have the owner grant it: add {service: ${service}, reason: …} to spec.access.extraGrants.`,
    },
  ];
}
