import type { AccessDocument, AccessRole } from '@atoll/cloud';
import type { CustomRole } from '@atoll/region-model';
import type { AwsRegion } from '../../aws-region.ts';
import { statementWordsOf } from '../../bootstrap-bundle/statement-words.ts';
import { clusterRightOf, sessionSecondsOf } from '../custom-roles.ts';
import { type ClusterRight, type OperatorRole, operatorTable } from '../operator-table.ts';
import {
  MANAGED_POLICY_LIMIT,
  type NamedPolicy,
  type PolicyDocument,
  policySize,
  TRUST_POLICY_LIMIT,
} from '../policy-document.ts';
import { workloadRows } from '../workload-actions.ts';
import { type AccessHolder, listHolders } from './access-holder.ts';
import { operatorWords } from './operator-words.ts';

/** Minutes of the session of a workload; its credentials are renewed before. */
const WORKLOAD_MINUTES = 60;

/** Seconds of a minute. */
const MINUTE = 60;

/** Gives every role of the region in words and as documents. */
export function listRoles(region: AwsRegion): readonly AccessRole[] {
  return listHolders(region).map((holder) => ({
    name: holder.role,
    kind: holder.kind,
    cloudName: holder.cloudName,
    assumedBy: assumedBy(holder.documents.trust),
    documents: toDocuments(holder),
    ...describe(holder, region),
  }));
}

type Words = Omit<AccessRole, 'name' | 'kind' | 'cloudName' | 'assumedBy' | 'documents'>;

function describe(holder: AccessHolder, region: AwsRegion): Words {
  const custom = region.roles.find(({ name }) => holder.kind === 'custom' && name === holder.role);
  if (custom !== undefined) return describeCustom(custom, region);
  return holder.kind === 'workload' ? describeWorkload(holder, region) : describeOperator(holder, region);
}

function describeOperator({ role, kind, documents }: AccessHolder, region: AwsRegion): Words {
  const row = operatorTable[role as OperatorRole];
  const { title, purpose, can, cannot } = operatorWords[role as OperatorRole];
  const policies = documents.policies.map(({ document }) => document);
  const isOwners = kind === 'owner';
  const toPlain = (effect: 'Allow' | 'Deny') =>
    statementWordsOf(region, policies, effect).map((words) => words.replaceAll(/\*\*|`/g, ''));
  return {
    title,
    purpose,
    madeBy: isOwners
      ? 'The owner of the account, by the bootstrap bundle; Atoll only observes it'
      : `Atoll, within the boundary ${region.names.of('operators')}`,
    can: isOwners ? toPlain('Allow') : can,
    cannot: isOwners ? toPlain('Deny') : cannot,
    sessionMinutes: row.sessionSeconds / MINUTE,
    kubernetes: `${describeRight(row.inCluster)}, in the whole cluster${role === 'limited-administrator' ? ', while a grant is live' : ''}`,
  };
}

function describeRight(right: ClusterRight): string {
  return 'policy' in right ? right.policy : `edit and view, but as no ServiceAccount (group ${right.group})`;
}

function describeCustom(role: CustomRole, region: AwsRegion): Words {
  const row = operatorTable[role.from];
  const right = clusterRightOf(role);
  const place = role.namespaces === undefined ? 'in the whole cluster' : `in ${role.namespaces.join(', ')}`;
  return {
    title: role.name,
    purpose: role.purpose,
    madeBy: `Atoll, from spec.access.roles, within the boundary ${region.names.of('operators')}`,
    can: [
      `${(role.verbs ?? row.verbs).join(', ')} on ${(role.services ?? row.services).join(', ')}, as far as ${role.from} may`,
    ],
    cannot: [`Anything that ${role.from} cannot`, ...operatorWords[role.from].cannot],
    sessionMinutes: sessionSecondsOf(role) / MINUTE,
    kubernetes: right === undefined ? undefined : `${describeRight(right)}, ${place}`,
  };
}

function describeWorkload({ role }: AccessHolder, region: AwsRegion): Words {
  const row = workloadRows.find(({ thing }) => thing === role);
  const actions = row?.grants.filter((grant) => grant.needed?.(region) ?? true) ?? [];
  return {
    title: `Role of ${row?.workload ?? role}`,
    purpose: `What ${row?.workload ?? role} runs as`,
    madeBy: `Atoll, within the boundary ${region.names.of('workloads')}`,
    can: actions.map(({ sid, actions: names }) => `${sid}: ${names.join(', ')}`),
    cannot: ['Anything that its row does not name', 'Make, fill or change a role'],
    sessionMinutes: WORKLOAD_MINUTES,
    kubernetes: undefined,
  };
}

function assumedBy({ Statement }: PolicyDocument): readonly string[] {
  const lines = Statement.filter(({ Action }) => Action.includes('sts:AssumeRole')).map(
    ({ Principal, Condition }) => {
      const who = Object.values(Principal ?? {}).join(', ');
      const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => `${key} ${operator} ${[values].flat().join(' or ')}`),
      );
      return conditions.length === 0 ? who : `${who}, if ${conditions.join(' and ')}`;
    },
  );
  return [...new Set(lines)];
}

function toDocuments({ cloudName, documents, boundary }: AccessHolder): readonly AccessDocument[] {
  const toDocument = (policy: Pick<NamedPolicy, 'name' | 'document'>, type: AccessDocument['type']) => ({
    name: policy.name,
    type,
    document: policy.document,
    size: policySize(policy.document),
    limit: type === 'trust' ? TRUST_POLICY_LIMIT : MANAGED_POLICY_LIMIT,
  });
  return [
    toDocument({ name: cloudName, document: documents.trust }, 'trust'),
    ...documents.policies.map((policy) => toDocument(policy, 'policy')),
    ...(boundary === undefined ? [] : [toDocument(boundary, 'boundary')]),
  ];
}
