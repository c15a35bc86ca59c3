import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf, partitionOf } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { EksPodIdentityAssociation, IamInstanceProfile } from '../schemas/index.ts';
import { addRole } from './add-role.ts';
import { regionalArn } from './arns.ts';
import { workloadsBoundaryArn } from './guard-statements.ts';
import { type PolicyDocument, type RoleDocuments, toPolicy } from './policy-document.ts';
import { nodeInstanceProfileNameOf, nodeRoleNameOf } from './role-names.ts';
import { trustService } from './trust.ts';
import { grantStatement, type PodAccount, type WorkloadRow, workloadRows } from './workload-actions.ts';

/** Longest session of a workload, in seconds; its credentials are renewed before. */
const SESSION_SECONDS = 3_600;

/** Gives the documents of a workload's role: one policy, exactly its row. */
export function workloadRoleDocuments(region: AwsRegion, row: WorkloadRow): RoleDocuments {
  const grants = row.grants.filter((grant) => grant.needed?.(region) ?? true);
  return {
    trust: trustOf(region, row),
    policies: [
      {
        name: region.names.of(row.thing),
        description: `What ${row.workload} may do in region ${region.name}.`,
        document: toPolicy(grants.map((grant) => grantStatement(region, grant))),
      },
    ],
  };
}

/** Adds the roles of the cluster, the nodes, the pods and the database's monitoring, and the nodes' instance profile. */
export function addWorkloadRoles(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.identity;
  for (const row of workloadRows) {
    addRole(chart, region, {
      name: region.names.of(row.thing),
      description: `Atoll: ${row.workload}.`,
      documents: workloadRoleDocuments(region, row),
      boundaryArn: workloadsBoundaryArn(region),
      sessionSeconds: SESSION_SECONDS,
    });
  }
  const profile = nodeInstanceProfileNameOf(region);
  addManagedResource(chart, region, {
    kind: IamInstanceProfile,
    name: profile,
    forProvider: { roleRef: { name: nodeRoleNameOf(region) }, tags: tagsOf(region, profile) },
  });
}

/**
 * Adds what lends the pods' roles to their ServiceAccounts: EKS Pod Identity needs no value from the running cluster.
 *
 * Add-ons of EKS lend their roles themselves (addons.ts).
 */
export function addPodIdentities(stages: StageCharts, region: AwsRegion): void {
  for (const row of workloadRows) {
    if (typeof row.runs === 'string' || row.addon !== undefined) continue;
    const name = region.names.of(row.thing);
    addManagedResource(stages.control.cluster, region, {
      kind: EksPodIdentityAssociation,
      name,
      forProvider: {
        clusterNameRef: { name: clusterNameOf(region) },
        namespace: row.runs.namespace,
        serviceAccount: row.runs.serviceAccount,
        roleArnRef: { name },
        tags: tagsOf(region, name),
      },
    });
  }
}

function trustOf(region: AwsRegion, row: WorkloadRow): PolicyDocument {
  if (typeof row.runs !== 'string') return trustPod(region, row.runs);
  if (row.runs === 'eks') return trustService('eks.amazonaws.com', calledBy(region, clusterArn(region)));
  if (row.runs === 'ec2')
    return trustService(`ec2.${partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`);
  return trustService(
    'monitoring.rds.amazonaws.com',
    calledBy(region, regionalArn(region, 'rds', `db:${region.names.of('*')}`)),
  );
}

/**
 * Trusts EKS for one ServiceAccount of the region's cluster alone: Pod Identity tells both as tags of the session.
 *
 * Source: EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity".
 */
function trustPod(region: AwsRegion, pod: PodAccount): PolicyDocument {
  const condition = {
    StringEquals: {
      'aws:RequestTag/eks-cluster-arn': clusterArn(region),
      'aws:RequestTag/kubernetes-namespace': pod.namespace,
      'aws:RequestTag/kubernetes-service-account': pod.serviceAccount,
      'aws:SourceAccount': region.cloudSpec.account,
    },
  };
  return trustService('pods.eks.amazonaws.com', condition, ['sts:AssumeRole', 'sts:TagSession']);
}

/** The service acts for a resource of the region and not for somebody else's: the confused deputy. */
function calledBy(region: AwsRegion, arn: string) {
  return {
    StringEquals: { 'aws:SourceAccount': region.cloudSpec.account },
    ArnLike: { 'aws:SourceArn': arn },
  };
}

function clusterArn(region: AwsRegion): string {
  return regionalArn(region, 'eks', `cluster/${clusterNameOf(region)}`);
}
