import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, deploymentRoleOf } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { IamRole } from '../schemas/index.ts';
import {
  denyCustomerKey,
  denyOwners,
  denyPeople,
  denyUnlocking,
  denyWithoutBoundary,
  operatorsBoundaryArn,
  workloadsBoundaryArn,
} from './guard-statements.ts';
import { allowAssumingOwnRoles, allowIam, allowServiceLinkedRoles } from './iam-statements.ts';
import { allowKeyUse, keyManagementActions } from './key-statements.ts';
import { columnsOf, operatorTable } from './operator-table.ts';
import { allow, type RoleDocuments, toPolicy } from './policy-document.ts';
import { type AwsService, actionsOf } from './service-actions.ts';
import { trustControlPlane } from './trust.ts';

/** Services that the region is built of. */
const RUNNING: readonly AwsService[] = ['ec2', 'eks', 'logs', 'rds', 'route53'];

/** Services that hold data and secrets. */
const HOLDING: readonly AwsService[] = ['s3', 'secretsmanager'];

/**
 * Gives the documents of the Deployment role, which the owner makes (list-owner-tasks.ts).
 *
 * Full create, read, update and destroy on the ten services, but: on IAM only entities of the region, every role with
 * one of the two boundaries, no people, and no change of itself or a boundary.
 */
export function deploymentRoleDocuments(region: AwsRegion): RoleDocuments {
  const columns = columnsOf(operatorTable.deployment);
  return {
    trust: trustControlPlane(region),
    policies: [
      {
        name: region.names.of('deployment'),
        description: `What Atoll may do with the network, the cluster, the database, logs and DNS of region ${region.name}.`,
        document: toPolicy([allow({ sid: 'Running', actions: actionsOf(RUNNING, columns) })]),
      },
      {
        name: region.names.of('deployment-data'),
        description: `What Atoll may do with buckets, secrets and keys of region ${region.name}.`,
        document: toPolicy([
          allow({ sid: 'Holding', actions: actionsOf(HOLDING, columns) }),
          allow({ sid: 'Keys', actions: keyManagementActions(columns) }),
          allowKeyUse(region),
          allow({ sid: 'Sts', actions: actionsOf(['sts'], ['read']) }),
          allowAssumingOwnRoles(region),
          denyUnlocking(),
          ...denyCustomerKey(region),
        ]),
      },
      {
        name: region.names.of('deployment-iam'),
        description: `What Atoll may do with IAM for region ${region.name}: its own roles, each within a boundary.`,
        document: toPolicy([
          ...allowIam(region, columns),
          allowServiceLinkedRoles(region),
          denyPeople(),
          ...denyWithoutBoundary([operatorsBoundaryArn(region), workloadsBoundaryArn(region)]),
          denyOwners(region),
        ]),
      },
    ],
  };
}

/** Adds the Deployment role as something to look at: the owner made it, with these tags; nothing here changes it. */
export function addDeploymentRole(stages: StageCharts, region: AwsRegion): void {
  const name = region.names.of('deployment');
  addManagedResource(stages.control.identity, region, {
    kind: IamRole,
    name,
    externalName: deploymentRoleOf(region),
    policies: ['Observe'],
    forProvider: { tags: tagsOf(region, name) },
  });
}
