import type { NameClaim } from '@atoll/cloud';
import { type AwsRegion, bucketNameOf, clusterNameOf } from './aws-region.ts';
import { buckets } from './buckets.ts';
import {
  databaseNameOf,
  keyNameOf,
  logGroupsOf,
  parameterGroupNameOf,
  platformSecretNameOf,
  systemNodesNameOf,
} from './cloud-names.ts';
import { customRoleDocuments } from './iam/custom-documents.ts';
import { madeOperatorRoles, operatorRoleDocuments } from './iam/operator-documents.ts';
import { nodeInstanceProfileNameOf } from './iam/role-names.ts';
import { workloadRows } from './iam/workload-actions.ts';

/** Longest names by kind of resource. Source: the quotas of each service. */
const limits = {
  'iam role': 64,
  'iam policy': 128,
  'iam instance-profile': 128,
  'ec2 launch-template': 128,
  'eks cluster': 100,
  'kms alias': 256,
  'logs group': 512,
  'rds instance': 63,
  'rds subnet-group': 255,
  'rds parameter-group': 255,
  'secretsmanager secret': 512,
  's3 bucket': 63,
  'route53 zone': 255,
} as const;

/** Kind of resource whose names are unique somewhere, as in {@link limits}. */
type ClaimedKind = keyof typeof limits;

/** A name that the region holds in AWS, and the longest that AWS allows. */
export interface CloudName extends NameClaim {
  readonly kind: ClaimedKind;
  readonly limit: number;
}

/**
 * Gives the names that the region will hold: in the world (buckets), in DNS (the zone), in the account (IAM) or in the
 * account at one location (all others). Resources whose id AWS assigns hold no name.
 *
 * The external id is claimed too: two regions that share it could be confused by whoever assumes their roles.
 */
export function claimNames(region: AwsRegion): readonly NameClaim[] {
  const names = listCloudNames(region).map(({ scope, name }) => ({ scope, name }));
  const externalId = region.cloudSpec.externalId;
  return [...names, { scope: 'aws external id', name: externalId, path: 'spec.aws.externalId' }];
}

/** Gives the same names with their kind and limit. */
export function listCloudNames(region: AwsRegion): readonly CloudName[] {
  const database = databaseNameOf(region);
  const workloads = workloadRows.map((row) => region.names.of(row.thing));
  const operatorPolicies = madeOperatorRoles.flatMap(
    (role) => operatorRoleDocuments(region, role, []).policies,
  );
  const customPolicies = region.roles.flatMap((role) => customRoleDocuments(region, role, []).policies);
  const logGroups = Object.values(logGroupsOf(region)).map(({ group }) => group);
  return [
    ...toNames(region, 'iam role', [
      ...workloads,
      ...[...madeOperatorRoles, ...region.roles.map(({ name }) => name)].map((role) => region.names.of(role)),
    ]),
    ...toNames(region, 'iam policy', [
      ...workloads,
      ...[...operatorPolicies, ...customPolicies].map(({ name }) => name),
    ]),
    ...toNames(region, 'iam instance-profile', [nodeInstanceProfileNameOf(region)]),
    ...toNames(region, 'ec2 launch-template', [systemNodesNameOf(region)]),
    ...toNames(region, 'eks cluster', [clusterNameOf(region)]),
    ...toNames(
      region,
      'kms alias',
      region.encryption.keys === 'managed' ? [`alias/${keyNameOf(region)}`] : [],
    ),
    ...toNames(region, 'logs group', logGroups),
    ...toNames(region, 'rds instance', [database]),
    ...toNames(region, 'rds subnet-group', [database]),
    ...toNames(region, 'rds parameter-group', [parameterGroupNameOf(region)]),
    ...toNames(region, 'secretsmanager secret', [platformSecretNameOf(region)]),
    ...toNames(
      region,
      's3 bucket',
      buckets.map((thing) => bucketNameOf(region, thing)),
    ),
    ...toNames(region, 'route53 zone', [region.dns.zone]),
  ];
}

function toNames(region: AwsRegion, kind: ClaimedKind, names: readonly string[]): readonly CloudName[] {
  return names.map((name) => ({ scope: scopeOf(region, kind), name, kind, limit: limits[kind] }));
}

function scopeOf(region: AwsRegion, kind: ClaimedKind): string {
  if (kind === 's3 bucket') return 'aws s3';
  if (kind === 'route53 zone') return 'dns';
  const account = `aws account ${region.cloudSpec.account}`;
  return kind.startsWith('iam ') ? `${account} ${kind}` : `${account} ${region.location} ${kind}`;
}
