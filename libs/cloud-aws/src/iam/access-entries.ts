import type { StageCharts } from '@atoll/cloud';
import { FOUR_EYES_ROLE } from '@atoll/region-config';
import { type AwsRegion, clusterNameOf, partitionOf } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { EksAccessEntry, EksAccessPolicyAssociation } from '../schemas/index.ts';
import { grantAnnotationsOf } from './grant-annotations.ts';
import { type ClusterRight, type OperatorRole, operatorTable } from './operator-table.ts';

/**
 * Adds the way into the cluster for the four roles: an access entry each, with an access policy or a group.
 *
 * Access policies stand for the document's ClusterRoles, since EKS refuses the group system:masters in entries.
 * The node role has no entry here: EKS makes it with the system node group, one for each role, and Karpenter's nodes
 * run as the same role. A second owner would only meet "already in use". Source: EKS User Guide "Create access
 * entries"; aws/containers-roadmap#2631.
 *
 * The Limited Administrator's access policy stands only while a grant is live: what it takes to enter a cluster,
 * sts:GetCallerIdentity, no policy can deny, so a session that outlives its grant would still be let in.
 */
export function addAccessEntries(stages: StageCharts, region: AwsRegion): void {
  for (const [role, { inCluster }] of Object.entries(operatorTable) as [
    OperatorRole,
    (typeof operatorTable)[OperatorRole],
  ][]) {
    const name = region.names.of(role);
    const clusterNameRef = { name: clusterNameOf(region) };
    addManagedResource(stages.control.cluster, region, {
      kind: EksAccessEntry,
      name,
      forProvider: {
        clusterNameRef,
        principalArnFromRoleRef: { name },
        type: 'STANDARD',
        ...toGroups(inCluster),
        tags: tagsOf(region, name),
      },
    });
    if ('group' in inCluster) continue;
    const granted = grantAnnotationsOf(region, role);
    if (needsGrant(role) && granted === undefined) continue;
    addManagedResource(stages.control.cluster, region, {
      kind: EksAccessPolicyAssociation,
      name,
      ...(needsGrant(role) && granted !== undefined ? { annotations: granted } : {}),
      forProvider: {
        clusterNameRef,
        // The entry, not the role: the association waits until the entry exists.
        principalArnRef: { name },
        policyArn: `arn:${partitionOf(region)}:eks::aws:cluster-access-policy/${inCluster.policy}`,
        accessScope: { type: 'cluster' },
      },
    });
  }
}

/** Gives the field of an access entry that puts its sessions into a group. */
export function toGroups(right: ClusterRight): { readonly kubernetesGroups?: readonly string[] } {
  return 'group' in right ? { kubernetesGroups: [right.group] } : {};
}

/** The other roles have people without a grant: the operations identity. */
function needsGrant(role: OperatorRole): boolean {
  return role === FOUR_EYES_ROLE;
}
