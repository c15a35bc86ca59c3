import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { addRole } from './add-role.ts';
import { operatorsBoundaryArn } from './guard-statements.ts';
import { type MadeOperatorRole, madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';
import { operatorTable } from './operator-table.ts';

/** What people read in the console. */
const descriptions: Readonly<Record<MadeOperatorRole, string>> = {
  'read-only-operations': 'Atoll operations: looks, changes nothing.',
  'elevated-operations': 'Atoll operations: creates, reads and updates, destroys nothing.',
  'limited-administrator':
    'Atoll operations in an emergency: the resources of one region, only while a grant lasts.',
};

/** Adds the three operator roles, with the region's grants of them. */
export function addOperatorRoles(stages: StageCharts, region: AwsRegion): void {
  for (const role of madeOperatorRoles) {
    addRole(stages.control.identity, region, {
      name: region.names.of(role),
      description: descriptions[role],
      documents: operatorRoleDocuments(region, role),
      boundaryArn: operatorsBoundaryArn(region),
      sessionSeconds: operatorTable[role].sessionSeconds,
    });
  }
}
