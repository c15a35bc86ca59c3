import { ELEVATED_GROUP } from '@atoll/platform';
import { type ActionColumn, type AwsService, actionsOf, awsServices, type Verb } from './service-actions.ts';

/** The four roles of the document. */
export type OperatorRole =
  | 'deployment'
  | 'read-only-operations'
  | 'elevated-operations'
  | 'limited-administrator';

/** How a role holds rights inside of its cluster. */
export type ClusterRight =
  | {
      readonly policy:
        | 'AmazonEKSClusterAdminPolicy'
        | 'AmazonEKSAdminPolicy'
        | 'AmazonEKSViewPolicy'
        | 'AmazonEKSEditPolicy';
    }
  | { readonly group: string };

/** One row of the document's role table. */
export interface OperatorRow {
  readonly services: readonly AwsService[];
  readonly verbs: readonly Verb[];
  /** What stands for the ClusterRole of the document: an EKS access policy, or a group that has roles in the cluster. */
  readonly inCluster: ClusterRight;
  /** Longest session, in seconds. */
  readonly sessionSeconds: number;
  /** The document's own words. */
  readonly source: string;
}

/** Shortest maximum that IAM lets a role have, in seconds; also the longest session of a chained role. */
const ONE_HOUR = 3_600;

const withoutSecrets = awsServices.filter((service) => service !== 'secretsmanager');

/**
 * The document's role table: services and verbs of each role.
 *
 * Sessions are ours: a third of a shift for looking, an hour for everything that changes something.
 */
export const operatorTable: Readonly<Record<OperatorRole, OperatorRow>> = {
  deployment: {
    services: awsServices,
    verbs: ['create', 'read', 'update', 'destroy'],
    inCluster: { policy: 'AmazonEKSClusterAdminPolicy' },
    sessionSeconds: ONE_HOUR,
    source:
      '"Full Create, Read, Update, and Destroy permissions on the following resources: EC2, EKS, IAM, KMS, Logs, RDS, Route53, S3, SecretsManager, and STS." "cluster-admin/system:masters"',
  },
  'read-only-operations': {
    services: withoutSecrets,
    verbs: ['read'],
    inCluster: { policy: 'AmazonEKSViewPolicy' },
    sessionSeconds: 4 * ONE_HOUR,
    source:
      '"Read-only permissions on the following resources: EC2, EKS, IAM, KMS, Logs, RDS, Route53, S3, STS" "view/viewer"',
  },
  'elevated-operations': {
    services: withoutSecrets,
    verbs: ['create', 'read', 'update'],
    // The access policy would let it act as any ServiceAccount, and so write past the guard.
    inCluster: { group: ELEVATED_GROUP },
    sessionSeconds: ONE_HOUR,
    source:
      '"Create, Read, and Update permissions on the following resources: EC2, EKS, IAM, KMS, Logs, RDS, Route53, S3, and STS." "edit/editor"',
  },
  'limited-administrator': {
    services: awsServices,
    verbs: ['create', 'read', 'update', 'destroy'],
    inCluster: { policy: 'AmazonEKSClusterAdminPolicy' },
    sessionSeconds: ONE_HOUR,
    source:
      '"These permissions are the same as the Deployment Service Account Role." "only has administrative control over the resources we maintain"',
  },
};

/** Gives the columns that a role holds: its verbs, and what is guarded only beside all four. */
export function columnsOf(row: OperatorRow): readonly ActionColumn[] {
  return row.verbs.length === 4 ? [...row.verbs, 'guarded'] : row.verbs;
}

/**
 * Gives the guarded actions that a role's own patterns would hold, such as `ec2:DescribeVpnConnections` by `ec2:Describe*`.
 *
 * A role that lacks the guarded column has to deny them.
 */
export function caughtByPatterns(row: OperatorRow): readonly string[] {
  const patterns = actionsOf(row.services, columnsOf(row));
  return actionsOf(row.services, ['guarded']).filter((action) =>
    patterns.some((pattern) => holds(pattern, action)),
  );
}

function holds(pattern: string, action: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === action;
  const tail = rest.at(-1) ?? '';
  // The table's patterns have one wildcard each.
  return action.length >= head.length + tail.length && action.startsWith(head) && action.endsWith(tail);
}
