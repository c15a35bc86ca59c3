import type { AwsRegion } from '../aws-region.ts';
import { endGrants, grantsOf, withGrants } from './grants.ts';
import { denyUnlocking, operatorIamLimits } from './guard-statements.ts';
import { allowIam } from './iam-statements.ts';
import { allowKeyUse, denyKeyUseByHand, keyUses } from './key-statements.ts';
import { limitedAdministratorPolicies } from './limited-administrator.ts';
import {
  caughtByPatterns,
  columnsOf,
  type OperatorRole,
  type OperatorRow,
  operatorTable,
} from './operator-table.ts';
import {
  allow,
  deny,
  type NamedPolicy,
  type PolicyDocument,
  type RoleDocuments,
  type Statement,
  toPolicy,
} from './policy-document.ts';
import { actionsOf } from './service-actions.ts';
import { type Grant, trustDuring, trustOperations } from './trust.ts';

/** An operator role that Atoll makes; the Deployment role is the owner's. */
export type MadeOperatorRole = Exclude<OperatorRole, 'deployment'>;

/** The operator roles that Atoll makes, in the document's order. */
export const madeOperatorRoles: readonly MadeOperatorRole[] = [
  'read-only-operations',
  'elevated-operations',
  'limited-administrator',
];

/** Reading alone. What a `Describe*` would give out beyond that is denied. */
const READ_ONLY = toReadOnly(operatorTable['read-only-operations']);

/**
 * Gives the documents of an operator role.
 *
 * @param grants time spans in which their subjects may assume the role; the Limited Administrator is nobody's at any other
 *   time. Absent: the region's grants of this role
 */
export function operatorRoleDocuments(
  region: AwsRegion,
  role: MadeOperatorRole,
  grants: readonly Grant[] = grantsOf(region, role),
): RoleDocuments {
  if (role === 'limited-administrator') {
    const own = limitedAdministratorPolicies(region, grants);
    return { trust: trustDuring(region, grants), policies: [...own, ...endGrants(region, role, grants)] };
  }
  const policies = role === 'read-only-operations' ? readOnlyPolicies(region) : elevatedPolicies(region);
  return {
    trust: withGrants(trustOperations(region), region, grants),
    policies: [...policies, ...endGrants(region, role, grants)],
  };
}

function readOnlyPolicies(region: AwsRegion): readonly NamedPolicy[] {
  return [
    {
      name: region.names.of('read-only-operations'),
      description: `What the Read-Only Operations role of region ${region.name} may read.`,
      document: READ_ONLY,
    },
  ];
}

/** The same in every region, and a tenth of the time of building one. */
function toReadOnly(row: OperatorRow): PolicyDocument {
  return toPolicy([
    allow({ sid: 'Read', actions: actionsOf(row.services, row.verbs) }),
    deny({ sid: 'NoSecrets', actions: caughtByPatterns(row) }),
  ]);
}

/**
 * Creating, reading and updating; the second policy denies everything that destroys, whatever allows it.
 *
 * It also denies every way to more: contents and secrets, other roles, access to the cluster, permissions of roles.
 */
function elevatedPolicies(region: AwsRegion): readonly NamedPolicy[] {
  const row = operatorTable['elevated-operations'];
  const services = row.services.filter((service) => service !== 'iam');
  const uses = new Set(keyUses());
  const guarded = actionsOf(row.services, ['guarded']).filter((action) => !uses.has(action));
  return [
    {
      name: region.names.of('elevated-operations'),
      description: `What the Elevated Operations role of region ${region.name} may create, read and update.`,
      document: toPolicy([
        allow({ sid: 'CreateReadUpdate', actions: actionsOf(services, columnsOf(row)) }),
        // New volumes and databases are encrypted in the caller's name.
        allowKeyUse(region),
      ]),
    },
    {
      name: region.names.of('elevated-operations-iam'),
      description: `What the Elevated Operations role of region ${region.name} may do with IAM: make empty roles.`,
      document: toPolicy([...allowIam(region, columnsOf(row)), ...operatorIamLimits(region)]),
    },
    {
      name: region.names.of('elevated-operations-limits'),
      description: `What the Elevated Operations role of region ${region.name} never does: destroy, or gain rights.`,
      document: toPolicy([
        deny({ sid: 'NoDestroying', actions: actionsOf(row.services, ['destroy']) }),
        deny({ sid: 'NoContentsNoRights', actions: guarded }),
        denyKeyUseByHand(),
        ...denyByCondition(),
        denyUnlocking(),
      ]),
    },
  ];
}

/** What only a condition tells apart from creating and updating. */
function denyByCondition(): readonly Statement[] {
  return [
    deny({
      sid: 'NoDeletingOfRecords',
      actions: ['route53:ChangeResourceRecordSets'],
      condition: { 'ForAnyValue:StringEquals': { 'route53:ChangeResourceRecordSetsActions': ['DELETE'] } },
    }),
    deny({
      sid: 'KeyGrantsForServicesOnly',
      actions: ['kms:CreateGrant'],
      condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } },
    }),
  ];
}
