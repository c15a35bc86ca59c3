import type { NamedDocument } from '@atoll/iam-policy';
import { FOUR_EYES_ROLE } from '@atoll/region-config';
import { type AwsRegion, deploymentRoleOf } from '../../aws-region.ts';
import { boundaryDocuments } from '../boundaries.ts';
import { customRoleDocuments } from '../custom-documents.ts';
import { deploymentRoleDocuments } from '../deployment-role.ts';
import { madeOperatorRoles, operatorRoleDocuments } from '../operator-documents.ts';
import type { NamedPolicy, RoleDocuments } from '../policy-document.ts';
import type { Grant } from '../trust.ts';
import { workloadRows } from '../workload-actions.ts';
import { workloadRoleDocuments } from '../workload-roles.ts';

/** A role with everything that has a say about what it may do. */
export interface AccessHolder {
  /** Short name, such as `deployment` or `karpenter`. */
  readonly role: string;
  readonly kind: 'owner' | 'operator' | 'custom' | 'workload';
  /** Name in IAM. */
  readonly cloudName: string;
  readonly documents: RoleDocuments;
  /** Undefined for the Deployment role, which the owner bounds as they like. */
  readonly boundary: NamedPolicy | undefined;
}

/**
 * Gives every role of the region: the owner's, those of people, those of software.
 *
 * @param pretended grants that stand in place of those of each role from the Limited Administrator, which otherwise may
 *   do nothing while nobody is granted it
 */
export function listHolders(region: AwsRegion, pretended?: readonly Grant[]): readonly AccessHolder[] {
  const [operators, workloads] = boundaryDocuments(region).policies;
  return [
    {
      role: 'deployment',
      kind: 'owner',
      cloudName: deploymentRoleOf(region),
      documents: deploymentRoleDocuments(region),
      boundary: undefined,
    },
    ...madeOperatorRoles.map((role): AccessHolder => {
      const grants = role === FOUR_EYES_ROLE ? pretended : undefined;
      const documents = operatorRoleDocuments(region, role, grants);
      return { role, kind: 'operator', cloudName: region.names.of(role), documents, boundary: operators };
    }),
    ...region.roles.map((role): AccessHolder => {
      const grants = role.from === FOUR_EYES_ROLE ? pretended : undefined;
      const documents = customRoleDocuments(region, role, grants);
      const cloudName = region.names.of(role.name);
      return { role: role.name, kind: 'custom', cloudName, documents, boundary: operators };
    }),
    ...workloadRows.map((row): AccessHolder => {
      const documents = workloadRoleDocuments(region, row);
      const cloudName = region.names.of(row.thing);
      return { role: row.thing, kind: 'workload', cloudName, documents, boundary: workloads };
    }),
  ];
}

/** Gives what a role's own policies are, for the evaluator. */
export function identityOf({ documents }: AccessHolder): readonly NamedDocument[] {
  return documents.policies.map(({ name, document }) => ({ name, document }));
}
