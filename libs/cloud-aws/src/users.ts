import type { CloudUsers } from '@atoll/cloud';
import { type AwsRegion, deploymentRoleOf, partitionOf } from './aws-region.ts';
import { workloadRows } from './iam/workload-actions.ts';
import type { AwsSubject } from './subject-schema.ts';

/** ARN of a role: partition, account, path and name. */
const ROLE_ARN = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/;

/**
 * Who people and programs are inside of EKS clusters.
 *
 * Without a name of its own an access entry gives a role's session the name `arn:…:assumed-role/<role>/<session>`, the
 * role's path left out, and a user its ARN; entries cannot give names that begin with `eks:` or `system:`. Source: EKS User
 * Guide, "Create access entries", username.
 */
export const users: CloudUsers<AwsRegion> = {
  // Add-ons, certificates, load balancers: EKS runs them outside of the cluster, as users of its own.
  system: ['eks:*'],
  writersOf,
  usersOf: (grant, region) => ({
    region: [
      `${sessionsOf(partitionOf(region), region.cloudSpec.account, region.names.of(grant.role))}${grant.id}`,
    ],
    control: [grant.person, ...identityOf(grant.subject as AwsSubject)],
  }),
};

/** The Deployment role brings Flux into the region's cluster; the roles of pods are lent to exactly these accounts. */
function writersOf(region: AwsRegion): readonly string[] {
  const deployment = sessionsOf(partitionOf(region), region.cloudSpec.account, deploymentRoleOf(region));
  const accounts = workloadRows.flatMap(({ runs }) =>
    typeof runs === 'string' ? [] : [`system:serviceaccount:${runs.namespace}:${runs.serviceAccount}`],
  );
  return [`${deployment}*`, ...accounts];
}

function sessionsOf(partition: string, account: string, role: string): string {
  return `arn:${partition}:sts::${account}:assumed-role/${role}/`;
}

/** Any session of a role where the grant names no session: name one where people share a role. */
function identityOf({ principalArn }: AwsSubject): readonly string[] {
  const [, partition, account, role] = ROLE_ARN.exec(principalArn) ?? [];
  if (partition === undefined || account === undefined || role === undefined) return [principalArn];
  return [`${sessionsOf(partition, account, role)}*`];
}
