import type { NeededAction, RenderedObject } from '@atoll/cloud';
import { type AwsRegion, deploymentRoleOf, iamArn } from '../../aws-region.ts';
import { PROVIDER_CONFIG } from '../../managed-resource.ts';
import { AwsProviderConfig } from '../../schemas/index.ts';
import { REGION_TAG } from '../arns.ts';
import { DEPLOYMENT, join, listDeploymentNeeds } from '../kind-actions/list-needs.ts';
import { columnsOf, operatorTable } from '../operator-table.ts';
import { actionsOf } from '../service-actions.ts';
import { grantStatement, workloadRows } from '../workload-actions.ts';
import { contextOfCondition } from './condition-context.ts';

/** Roles whose needs are their row of the table; the Limited Administrator has needs only while somebody is granted it. */
const TABLE_ROLES = ['read-only-operations', 'elevated-operations'] as const;

/** Gives what every role is asked for: by the rendered objects, by the workloads' rows, by the table of roles. */
export function neededActions(
  objects: readonly RenderedObject[],
  region: AwsRegion,
): readonly NeededAction[] {
  const rendered = new Set(
    objects
      .filter(({ apiVersion }) => apiVersion.startsWith('iam.aws.'))
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...listAssumeNeeds(objects, region),
    ...listDeploymentNeeds(objects, region),
    ...listTableNeeds(region, rendered),
    ...listWorkloadNeeds(region, rendered),
  ];
}

/** Tells whether a need is to become the Deployment role, which its trust policy decides. */
export function isAssuming(need: NeededAction, region: AwsRegion): boolean {
  return need.resource === iamArn(region, 'role', deploymentRoleOf(region)) && need.action.startsWith('sts:');
}

/** The ProviderConfig becomes the Deployment role, with external id and the region as a tag of the session. */
function listAssumeNeeds(objects: readonly RenderedObject[], region: AwsRegion): readonly NeededAction[] {
  const isRendered = objects.some(
    ({ apiVersion, kind }) => apiVersion === AwsProviderConfig.apiVersion && kind === AwsProviderConfig.kind,
  );
  if (!isRendered) return [];
  const context = {
    'sts:ExternalId': region.cloudSpec.externalId,
    [`aws:RequestTag/${REGION_TAG}`]: region.name,
    'aws:TagKeys': [REGION_TAG],
    'sts:TransitiveTagKeys': [REGION_TAG],
  };
  return ['sts:AssumeRole', 'sts:TagSession'].map((action) => ({
    role: DEPLOYMENT,
    action,
    resource: iamArn(region, 'role', deploymentRoleOf(region)),
    context,
    objects: [`${AwsProviderConfig.kind} ${PROVIDER_CONFIG}`],
    source: 'provider-upjet-aws, ProviderConfig assumeRoleChain',
  }));
}

/** Reading for whoever only reads; for the others what they create and update with the region's tags and boundary. */
function listTableNeeds(region: AwsRegion, rendered: ReadonlySet<string>): readonly NeededAction[] {
  return TABLE_ROLES.filter((role) => rendered.has(region.names.of(role))).flatMap((role) => {
    const row = operatorTable[role];
    return actionsOf(row.services, columnsOf(row)).map((action) => ({
      role,
      action,
      resource: action.startsWith('iam:') ? iamArn(region, 'role', region.names.of('example')) : '*',
      context: {
        'iam:PermissionsBoundary': iamArn(region, 'policy', region.names.of('workloads')),
        'kms:GrantIsForAWSResource': 'true',
      },
      objects: [`Role ${region.names.of(role)}`],
      source: row.source,
    }));
  });
}

function listWorkloadNeeds(region: AwsRegion, rendered: ReadonlySet<string>): readonly NeededAction[] {
  const needs = workloadRows
    .filter(({ thing }) => rendered.has(region.names.of(thing)))
    .flatMap((row) =>
      row.grants
        .filter((grant) => grant.needed?.(region) ?? true)
        .flatMap((grant) => {
          const { Condition, Resource = ['*'] } = grantStatement(region, grant);
          return grant.actions.flatMap((action) =>
            Resource.map((resource) => ({
              role: row.thing,
              action,
              resource,
              context: contextOfCondition(Condition),
              object: `Role ${region.names.of(row.thing)}`,
              source: grant.source,
            })),
          );
        }),
    );
  return join(needs);
}
