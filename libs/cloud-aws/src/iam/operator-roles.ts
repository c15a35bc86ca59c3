import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { addRole } from './add-role.ts';
import { operatorsBoundaryArn } from './guard-statements.ts';
import { type MadeOperatorRole, madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';
import { operatorTable } from './operator-table.ts';
import type { Grant } from './trust.ts';

/** What people read in the console. */
const descriptions: Readonly<Record<MadeOperatorRole, string>> = {
  'read-only-operations': 'Atoll operations: looks, changes nothing.',
  'elevated-operations': 'Atoll operations: creates, reads and updates, destroys nothing.',
  'limited-administrator':
    'Atoll operations in an emergency: the resources of one region, only while a grant lasts.',
};

/**
 * Adds the three operator roles.
 *
 * @param grants time spans in which the Limited Administrator may be assumed; none: by nobody
 */
export function addOperatorRoles(
  stages: StageCharts,
  region: AwsRegion,
  grants: readonly Grant[] = [],
): void {
  for (const role of madeOperatorRoles) {
    addRole(stages.control.identity, region, {
      name: region.names.of(role),
      description: descriptions[role],
      documents: operatorRoleDocuments(region, role, grants),
      boundaryArn: operatorsBoundaryArn(region),
      sessionSeconds: operatorTable[role].sessionSeconds,
    });
  }
}
