import type { StageCharts } from '@atoll/cloud';
import { ELEVATED_GROUP } from '@atoll/platform';
import { FOUR_EYES_ROLE } from '@atoll/region-config';
import type { CustomRole } from '@atoll/region-model';
import { type AwsRegion, clusterNameOf, partitionOf } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { EksAccessEntry, EksAccessPolicyAssociation } from '../schemas/index.ts';
import { toGroups } from './access-entries.ts';
import { addRole } from './add-role.ts';
import { customRoleDocuments } from './custom-documents.ts';
import { grantAnnotationsOf } from './grant-annotations.ts';
import { operatorsBoundaryArn } from './guard-statements.ts';
import { type ClusterRight, operatorTable } from './operator-table.ts';

/** Seconds of a minute. */
const MINUTE = 60;

/** Adds the roles of `spec.access.roles`, each within the boundary of the operators. */
export function addCustomRoles(stages: StageCharts, region: AwsRegion): void {
  for (const role of region.roles) {
    addRole(stages.control.identity, region, {
      name: region.names.of(role.name),
      description: `Atoll, a part of ${role.from}: ${role.purpose}`,
      documents: customRoleDocuments(region, role),
      boundaryArn: operatorsBoundaryArn(region),
      sessionSeconds: sessionSecondsOf(role),
    });
  }
}

/** Adds their ways into the cluster; none for a role without EKS, nor without a live grant where it takes one. */
export function addCustomEntries(stages: StageCharts, region: AwsRegion): void {
  for (const role of region.roles) {
    const right = clusterRightOf(role);
    if (right === undefined) continue;
    const granted = role.from === FOUR_EYES_ROLE ? grantAnnotationsOf(region, role.name) : {};
    if (granted === undefined) continue;
    const annotations = role.from === FOUR_EYES_ROLE ? { annotations: granted } : {};
    addEntry(stages, region, { role, right, annotations });
  }
}

/** Gives the role's longest session in seconds. */
export function sessionSecondsOf(role: CustomRole): number {
  return role.sessionMinutes === undefined
    ? operatorTable[role.from].sessionSeconds
    : role.sessionMinutes * MINUTE;
}

/**
 * Gives the access policy of EKS that fits the role's verbs, or the group in its place; undefined for a role without EKS.
 *
 * Bounded to namespaces, an administrator is one of these only, and who writes may act as any ServiceAccount of these: a
 * group would need a binding in each of them. Source: EKS User Guide, "Review access policy permissions".
 */
export function clusterRightOf(role: CustomRole): ClusterRight | undefined {
  const row = operatorTable[role.from];
  const verbs = role.verbs ?? row.verbs;
  if (role.services?.includes('eks') === false) return undefined;
  if (verbs.length === 4) {
    return { policy: role.namespaces === undefined ? 'AmazonEKSClusterAdminPolicy' : 'AmazonEKSAdminPolicy' };
  }
  if (!verbs.includes('create') || !verbs.includes('update')) return { policy: 'AmazonEKSViewPolicy' };
  return role.namespaces === undefined ? { group: ELEVATED_GROUP } : { policy: 'AmazonEKSEditPolicy' };
}

function addEntry(
  stages: StageCharts,
  region: AwsRegion,
  {
    role,
    right,
    annotations,
  }: { readonly role: CustomRole; readonly right: ClusterRight; readonly annotations: object },
): void {
  const name = region.names.of(role.name);
  const clusterNameRef = { name: clusterNameOf(region) };
  addManagedResource(stages.control.cluster, region, {
    kind: EksAccessEntry,
    name,
    forProvider: {
      clusterNameRef,
      principalArnFromRoleRef: { name },
      type: 'STANDARD',
      ...toGroups(right),
      tags: tagsOf(region, name),
    },
  });
  if ('group' in right) return;
  const { namespaces } = role;
  addManagedResource(stages.control.cluster, region, {
    kind: EksAccessPolicyAssociation,
    name,
    ...annotations,
    forProvider: {
      clusterNameRef,
      principalArnRef: { name },
      policyArn: `arn:${partitionOf(region)}:eks::aws:cluster-access-policy/${right.policy}`,
      accessScope:
        namespaces === undefined ? { type: 'cluster' } : { type: 'namespace', namespaces: [...namespaces] },
    },
  });
}
