import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { IamPolicy } from '../schemas/index.ts';
import { denyCustomerKey, denyUnlocking, operatorIamLimits } from './guard-statements.ts';
import { denyKeyUseByHand } from './key-statements.ts';
import { allow, type NamedPolicy, type PolicyDocument, type Statement, toPolicy } from './policy-document.ts';
import { awsServices } from './service-actions.ts';
import { grantStatement, workloadRows } from './workload-actions.ts';

/** What the two boundaries are made of. */
export interface BoundaryDocuments {
  readonly policies: readonly [operators: NamedPolicy, workloads: NamedPolicy];
}

/**
 * Gives the two permissions boundaries, which the owner makes (list-owner-tasks.ts).
 *
 * A boundary grants nothing: a role within it may do what both its policies and the boundary allow. There can be only
 * one on a role, so each has to fit into a single policy.
 */
export function boundaryDocuments(region: AwsRegion): BoundaryDocuments {
  return {
    policies: [
      {
        name: region.names.of('operators'),
        description: `The most that the operator roles of region ${region.name} may do.`,
        document: operatorsBoundary(region),
      },
      {
        name: region.names.of('workloads'),
        description: `The most that the software of region ${region.name} may do.`,
        document: workloadsBoundary(region),
      },
    ],
  };
}

/** Adds the two boundaries as something to look at: the owner made them, with these tags; nothing here changes them. */
export function addBoundaries(stages: StageCharts, region: AwsRegion): void {
  for (const { name } of boundaryDocuments(region).policies) {
    addManagedResource(stages.control.identity, region, {
      kind: IamPolicy,
      name,
      policies: ['Observe'],
      externalName: name,
      forProvider: { tags: tagsOf(region, name) },
    });
  }
}

/**
 * The ten services, no people, no change of an operator role, and new roles only for software.
 *
 * What the Deployment role is denied is denied here too: it could make itself a role within this boundary.
 */
function operatorsBoundary(region: AwsRegion): PolicyDocument {
  return toPolicy([
    allow({ sid: 'TenServices', actions: awsServices.map((service) => `${service}:*`) }),
    ...operatorIamLimits(region),
    denyUnlocking(),
    denyKeyUseByHand(),
    ...denyCustomerKey(region),
  ]);
}

/** Exactly the union of the workloads' rows; where a row touches IAM, with its resources and conditions. */
function workloadsBoundary(region: AwsRegion): PolicyDocument {
  const grants = workloadRows.flatMap((row) => row.grants);
  const isIam = (action: string) => action.startsWith('iam:');
  const actions = new Set(grants.flatMap((grant) => grant.actions).filter((action) => !isIam(action)));
  const iam: Statement[] = grants
    .filter((grant) => grant.actions.some(isIam))
    .map((grant) => grantStatement(region, { ...grant, actions: grant.actions.filter(isIam) }));
  return toPolicy([allow({ sid: 'Workloads', actions: [...actions].sort() }), ...iam]);
}
