import type { ObjectChange } from '@atoll/cloud';
import * as kinds from '../schemas/index.ts';
import type { ChangeRule } from './change-rule.ts';
import { isRemoved, isShrunk } from './field-values.ts';

const LIFECYCLE = 'S3 User Guide, "Managing the lifecycle of objects"';

const LOCK = 'S3 User Guide, "Locking objects with Object Lock"';

/** What changes of a bucket's life cycle, versions and locks do. */
export const bucketRules: readonly ChangeRule[] = [
  {
    kind: kinds.S3BucketLifecycleConfiguration,
    fields: ['rule.noncurrentVersionExpiration.noncurrentDays', 'rule.expiration.days'],
    when: (change) => isShrunk(change) || change.from === undefined,
    verdict: {
      effect: 'destructive',
      reason: 'versions older than the new span are deleted for good',
      source: LIFECYCLE,
    },
  },
  {
    kind: kinds.S3BucketVersioning,
    fields: ['versioningConfiguration.status'],
    when: ({ to }) => to !== 'Enabled',
    verdict: {
      effect: 'destructive',
      reason: 'from now on an overwritten or deleted object cannot be brought back',
      source: 'S3 User Guide, "Retaining multiple versions of objects"',
    },
  },
  {
    kind: kinds.S3BucketObjectLockConfiguration,
    fields: ['rule'],
    when: (change) => isRemoved(change) || isWeakened(change),
    verdict: {
      effect: 'disruptive',
      reason: 'new objects are locked for less time or not at all; what is locked already stays locked',
      source: LOCK,
    },
  },
  {
    kind: kinds.S3BucketObjectLockConfiguration,
    fields: ['rule'],
    when: ({ after }) => modeOf(after) === 'COMPLIANCE',
    verdict: {
      effect: 'disruptive',
      reason:
        'nobody, not even the account’s root, can delete what is written from now on before its days are over',
      source: LOCK,
    },
  },
  {
    kind: kinds.S3Bucket,
    fields: ['forceDestroy'],
    when: ({ to }) => to === true,
    verdict: {
      effect: 'destructive',
      reason: 'the bucket could be deleted with everything in it',
      source: 'terraform-provider-aws 6.34.0, s3/bucket.go',
    },
  },
];

function isWeakened(change: ObjectChange): boolean {
  const [from, to] = [modeOf(change.before), modeOf(change.after)];
  return isShrunk(change) || (from === 'COMPLIANCE' && to !== 'COMPLIANCE');
}

function modeOf({ spec }: ObjectChange['after']): string | undefined {
  const { forProvider } = spec as {
    readonly forProvider?: { readonly rule?: { readonly defaultRetention?: { readonly mode?: string } } };
  };
  return forProvider?.rule?.defaultRetention?.mode;
}
