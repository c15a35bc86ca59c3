import { matchesAction } from '@atoll/iam-policy';
import type { CustomRole } from '@atoll/region-model';
import type { AwsRegion } from '../aws-region.ts';
import { grantsOf, withGrants } from './grants.ts';
import { denyKeyUseByHand, keyUses } from './key-statements.ts';
import { operatorRoleDocuments } from './operator-documents.ts';
import { columnsOf, operatorTable } from './operator-table.ts';
import {
  deny,
  MANAGED_POLICY_LIMIT,
  type NamedPolicy,
  policySize,
  type RoleDocuments,
  type Statement,
  toPolicy,
} from './policy-document.ts';
import { actionsOf, awsServices, serviceActions, type Verb } from './service-actions.ts';
import { type Grant, trustDuring, trustSubjects } from './trust.ts';

/**
 * Gives the documents of a role of `spec.access.roles`.
 *
 * Its policies are those of the role that it is a part of, with actions taken out of what they allow and nothing out of
 * what they deny: it cannot allow more, whatever is configured. Without all four verbs it is denied what is guarded.
 */
export function customRoleDocuments(
  region: AwsRegion,
  role: CustomRole,
  grants: readonly Grant[] = grantsOf(region, role.name),
): RoleDocuments {
  const { policies } = operatorRoleDocuments(region, role.from, grants);
  const statements = policies.flatMap(({ document }) => document.Statement);
  const narrowed = statements.flatMap((statement) => narrowStatement(statement, role));
  return {
    trust: toTrust(region, role, grants),
    policies: packStatements(region, role, [...narrowed, ...denyGuarded(role)]),
  };
}

/** Gives a statement with the role's part of what it allows; nothing where nothing is left. */
export function narrowStatement(statement: Statement, role: CustomRole): readonly Statement[] {
  if (statement.Effect === 'Deny') return [statement];
  const actions = statement.Action.filter((action) => isInPart(action, role));
  return actions.length === 0 ? [] : [{ ...statement, Action: actions }];
}

/**
 * Denies what is guarded to a role that lacks a verb of a role which has all four.
 *
 * Patterns of the verbs that are left, such as `ec2:Describe*`, would allow it; the other roles deny it themselves.
 */
function denyGuarded(role: CustomRole): readonly Statement[] {
  const row = operatorTable[role.from];
  const { verbs = row.verbs } = role;
  const isHolding = columnsOf(row).includes('guarded');
  if (!isHolding || row.verbs.every((verb) => verbs.includes(verb))) return [];
  const uses = new Set(keyUses());
  const services = row.services.filter((service) => role.services?.includes(service) ?? true);
  const actions = actionsOf(services, ['guarded']).filter((action) => !uses.has(action));
  return [
    ...(actions.length === 0 ? [] : [deny({ sid: 'NoContentsNoRights', actions })]),
    ...(services.includes('kms') ? [denyKeyUseByHand()] : []),
  ];
}

/** Whatever no verb honestly covers is left out as soon as a verb is. */
function isInPart(action: string, role: CustomRole): boolean {
  const row = operatorTable[role.from];
  const [service = '', name = ''] = action.split(':');
  const services: readonly string[] = role.services ?? row.services;
  const verbs: readonly Verb[] = role.verbs ?? row.verbs;
  if (!services.includes(service)) return false;
  if (row.verbs.every((verb) => verbs.includes(verb))) return true;
  return verbs.some((verb) => verb === verbOf(service, name));
}

/** Gives the verb of an action or a pattern of the table; undefined for what is guarded or in no column. */
function verbOf(service: string, name: string): Verb | undefined {
  const known = awsServices.find((candidate) => candidate === service);
  if (known === undefined) return undefined;
  const columns = serviceActions[known];
  const isIn = (list: readonly string[]) =>
    list.some((entry) => entry === name || matchesAction(name, entry));
  if (isIn(columns.guarded)) return undefined;
  return (['create', 'read', 'update', 'destroy'] as const).find((verb) => isIn(columns[verb]));
}

function toTrust(region: AwsRegion, role: CustomRole, grants: readonly Grant[]) {
  if (role.from === 'limited-administrator') return trustDuring(region, grants);
  return withGrants(trustSubjects(region, role.subjects), region, grants);
}

/** As few policies as hold them; a Sid tells a statement in its policy only, so equal ones get a number. */
function packStatements(
  region: AwsRegion,
  role: CustomRole,
  statements: readonly Statement[],
): readonly NamedPolicy[] {
  const packs: Statement[][] = [[]];
  for (const statement of statements) {
    const open = packs.at(-1) ?? [];
    const fits = policySize(toPolicy([...open, statement])) <= MANAGED_POLICY_LIMIT;
    const isNew = open.every(({ Sid }) => Sid !== statement.Sid);
    if (fits && isNew) open.push(statement);
    else packs.push([statement]);
  }
  return packs.map((pack, index) => ({
    name: region.names.of(index === 0 ? role.name : `${role.name}-${index + 1}`),
    description: `What ${role.name} of region ${region.name} may do: a part of ${role.from}.`,
    document: toPolicy(pack),
  }));
}
