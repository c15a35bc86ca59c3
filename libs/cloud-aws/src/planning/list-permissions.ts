import type { PermissionSet, PermissionStatement, RenderedObject } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import {
  type Fields,
  forProviderOf,
  isObserveOnly,
  kindKeyOf,
  namedBy,
  toFields,
  toList,
} from './managed-object.ts';

/** Policies that guard one resource and belong to no role: kind, and what holds them. */
const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  'kms.aws.m.upbound.io Key': 'policy of key',
  's3.aws.m.upbound.io BucketPolicy': 'policy of bucket',
};

/**
 * Gives what each role of a region in AWS may do, by its rendered documents, and what guards keys and buckets.
 *
 * Roles and boundaries that the owner made are not here: their documents stand in the owner's tasks.
 */
export function listPermissions(objects: readonly RenderedObject[]): readonly PermissionSet[] {
  const own = objects.filter((object) => !isObserveOnly(object));
  return [...listRoles(own), ...listResourcePolicies(own), ...listClusterAccess(own)].sort((a, b) =>
    compareText(a.holder, b.holder),
  );
}

function listRoles(objects: readonly RenderedObject[]): readonly PermissionSet[] {
  const policies = new Map(
    ofKind(objects, 'iam.aws.m.upbound.io Policy').map((object) => [
      object.metadata.name,
      parsePolicy(forProviderOf(object)['policy']),
    ]),
  );
  const attachments = ofKind(objects, 'iam.aws.m.upbound.io RolePolicyAttachment').map(forProviderOf);
  return ofKind(objects, 'iam.aws.m.upbound.io Role').map((role) => {
    const { name } = role.metadata;
    const attached = attachments.filter((fields) => namedBy(fields, 'role') === name);
    return {
      holder: `role ${name}`,
      trust: listTrust(forProviderOf(role)['assumeRolePolicy']),
      statements: attached.flatMap((fields) => {
        const policy = namedBy(fields, 'policyArn') ?? '';
        return policies.get(policy) ?? [toWholePolicy(policy)];
      }),
    };
  });
}

/** A policy that is not rendered here, such as one of AWS' own: its name stands for what it allows. */
function toWholePolicy(name: string): PermissionStatement {
  return { effect: 'Allow', actions: [`everything in ${name}`], scope: 'by that policy' };
}

function listResourcePolicies(objects: readonly RenderedObject[]): readonly PermissionSet[] {
  return objects.flatMap((object) => {
    const holder = RESOURCE_POLICIES[kindKeyOf(object)];
    const policy = forProviderOf(object)['policy'];
    if (holder === undefined || policy === undefined) return [];
    return [{ holder: `${holder} ${object.metadata.name}`, trust: [], statements: parsePolicy(policy) }];
  });
}

function listClusterAccess(objects: readonly RenderedObject[]): readonly PermissionSet[] {
  const associations = ofKind(objects, 'eks.aws.m.upbound.io AccessPolicyAssociation').map(forProviderOf);
  return ofKind(objects, 'eks.aws.m.upbound.io AccessEntry').map((entry) => ({
    holder: `cluster access ${entry.metadata.name}`,
    trust: [],
    statements: [
      ...associations
        .filter((fields) => namedBy(fields, 'principalArn') === entry.metadata.name)
        .map((fields) => toClusterStatement(fields)),
      ...toGroupStatements(forProviderOf(entry)),
    ],
  }));
}

function toClusterStatement(fields: Fields): PermissionStatement {
  const policy = String(fields['policyArn']).split('/').at(-1) ?? '';
  return { effect: 'Allow', actions: [policy], scope: JSON.stringify(fields['accessScope'] ?? {}) };
}

function toGroupStatements(fields: Fields): readonly PermissionStatement[] {
  const groups = toList(fields['kubernetesGroups']).map(String);
  return groups.length === 0
    ? []
    : [{ effect: 'Allow', actions: groups.map((group) => `group ${group}`), scope: 'by the cluster’s RBAC' }];
}

function listTrust(document: unknown): readonly string[] {
  return toStatements(document).map((statement) => {
    const actions = toTexts(statement['Action']).join(', ');
    const condition = statement['Condition'] === undefined ? '' : ` if ${canonical(statement['Condition'])}`;
    return `${String(statement['Effect'])} ${actions} by ${canonical(statement['Principal'])}${condition}`;
  });
}

function parsePolicy(document: unknown): readonly PermissionStatement[] {
  return toStatements(document).map((statement) => ({
    effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: [
      ...toTexts(statement['Action']),
      ...toTexts(statement['NotAction']).map((action) => `not ${action}`),
    ].sort(compareText),
    scope: toScope(statement),
  }));
}

function toScope(statement: Fields): string {
  const parts = ['Principal', 'NotPrincipal', 'Resource', 'NotResource', 'Condition']
    .filter((field) => statement[field] !== undefined)
    .map((field) => `${field} ${canonical(statement[field])}`);
  return parts.join('; ');
}

function toStatements(document: unknown): readonly Fields[] {
  if (typeof document !== 'string') return [];
  const { Statement: statements } = toFields(JSON.parse(document));
  return (Array.isArray(statements) ? statements : [statements]).map(toFields);
}

function toTexts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** One text for equal values: IAM takes lists as sets, and one item without a list. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort(compareText);
    return items.length === 1 ? (items[0] as string) : `[${items.join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${fields.map(([key, item]) => `${key}: ${canonical(item)}`).join(', ')}}`;
}

function ofKind(objects: readonly RenderedObject[], key: string): readonly RenderedObject[] {
  return objects.filter((object) => kindKeyOf(object) === key);
}
