import type { RemovalLock, RenderedObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import { type AwsRegion, bucketNameOf } from '../aws-region.ts';
import { cloudNameOf } from '../planning/loss-of.ts';
import { type Fields, forProviderOf, kindKeyOf, toFields } from '../planning/managed-object.ts';
import * as kinds from '../schemas/index.ts';

/** A resource as a lock sees it. */
interface Locked {
  readonly name: string;
  readonly fields: Fields;
  readonly region: AwsRegion;
}

/** Gives a lock; undefined where the fields set none. */
type FindLock = (locked: Locked) => RemovalLock | undefined;

const finders: ReadonlyMap<string, FindLock> = new Map(
  listFinders().map(([kind, find]) => [`${kind.group} ${kind.kind}`, find] as const),
);

/** Gives what keeps a resource from being deleted at once, as its own fields say. */
export function locksOf(object: RenderedObject, region: AwsRegion): readonly RemovalLock[] {
  const find = finders.get(kindKeyOf(object));
  const lock = find?.({ name: cloudNameOf(object), fields: forProviderOf(object), region });
  return lock === undefined ? [] : [lock];
}

function listFinders(): readonly (readonly [KindDefinition<unknown>, FindLock])[] {
  return [
    [kinds.RdsInstance, findDatabaseLock],
    [kinds.EksCluster, findClusterLock],
    [kinds.S3BucketObjectLockConfiguration, findObjectLock],
    [kinds.KmsKey, findKeyLock],
    [kinds.SecretsManagerSecret, findSecretLock],
    [kinds.Ec2VPCEndpointService, findEndpointLock],
  ];
}

function findDatabaseLock({ name, fields }: Locked): RemovalLock | undefined {
  if (fields['deletionProtection'] !== true) return undefined;
  return {
    what: `database ${name}`,
    until: 'deletion protection, until somebody lifts it',
    lift: 'You, once the object is gone from the control cluster; before that, Crossplane sets it back.',
  };
}

function findClusterLock({ name, fields, region }: Locked): RemovalLock | undefined {
  if (fields['deletionProtection'] !== true) return undefined;
  return {
    what: `cluster ${name}`,
    until: 'deletion protection, until somebody lifts it',
    lift: `You, once its object is being deleted; before that, Crossplane sets it back: aws eks update-cluster-config --region ${region.location} --name ${name} --no-deletion-protection`,
  };
}

function findObjectLock({ fields, region }: Locked): RemovalLock | undefined {
  const { mode, days } = toFields(toFields(fields['rule'])['defaultRetention']);
  if (typeof mode !== 'string') return undefined;
  const lift =
    mode === 'COMPLIANCE'
      ? 'Nobody, not even you or AWS Support: the bucket, its storage and its key stay until then.'
      : 'You, with s3:BypassGovernanceRetention, which no role of Atoll holds.';
  return {
    what: `every version in bucket ${bucketNameOf(region, 'backup')}`,
    until: `${mode.toLowerCase()} mode, until ${String(days)} days after it was written`,
    lift,
  };
}

function findKeyLock({ name, fields }: Locked): RemovalLock {
  return {
    what: `key ${name}`,
    until: `a waiting period of ${String(fields['deletionWindowInDays'])} days, 7 at least`,
    lift: 'Nobody: it runs from the day on which you schedule the deletion.',
  };
}

function findSecretLock({ name, fields }: Locked): RemovalLock {
  return {
    what: `secret ${name}`,
    until: `a recovery window of ${String(fields['recoveryWindowInDays'])} days`,
    lift: 'You, with --force-delete-without-recovery.',
  };
}

function findEndpointLock({ name }: Locked): RemovalLock {
  return {
    what: `endpoint service ${name}`,
    until: 'connections, until none is left',
    lift: 'You: aws ec2 reject-vpc-endpoint-connections, for each that describe-vpc-endpoint-connections shows.',
  };
}
