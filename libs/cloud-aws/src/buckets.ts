import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import { type AwsRegion, bucketNameOf, partitionOf } from './aws-region.ts';
import { keyFields } from './key-fields.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketObjectLockConfiguration,
  S3BucketOwnershipControls,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfiguration,
  S3BucketVersioning,
} from './schemas/index.ts';

/** Buckets of every region: Velero's backups, layers of the registry in the cluster, exported data. */
export const buckets = ['backup', 'registry', 'export'] as const;

/** One of the region's buckets. */
export type BucketThing = (typeof buckets)[number];

/** Days after which the parts of an upload that never ended are removed. Ours. */
const UPLOAD_DAYS = 7;

/** Days for which an overwritten or deleted object can be brought back. Ours. */
const NONCURRENT_DAYS = 30;

/** A bucket as the functions below see it. */
interface BucketPlan {
  readonly thing: BucketThing;
  /** Name of the objects; the bucket's own name in the world is {@link bucketNameOf}. */
  readonly name: string;
}

/** Adds the region's buckets: versioned, encrypted, private, without ACLs, over TLS only; nothing current ever expires. */
export function addBuckets(stages: StageCharts, region: AwsRegion): void {
  for (const thing of buckets) {
    const plan = { thing, name: region.names.of(thing) };
    addBucket(stages.control.backup, region, plan);
    addProtection(stages.control.backup, region, plan);
    addLifecycle(stages.control.backup, region, plan);
    addPolicy(stages.control.backup, region, plan);
  }
  addObjectLock(stages.control.backup, region);
}

function addBucket(chart: Chart, region: AwsRegion, { thing, name }: BucketPlan): void {
  addManagedResource(chart, region, {
    kind: S3Bucket,
    name,
    externalName: bucketNameOf(region, thing),
    forProvider: {
      forceDestroy: false,
      // Cannot be changed later, and locks nothing by itself: backup.objectLock may be turned on at any time.
      objectLockEnabled: thing === 'backup',
      tags: tagsOf(region, name),
    },
  });
  addManagedResource(chart, region, {
    kind: S3BucketVersioning,
    name,
    forProvider: { bucketRef: { name }, versioningConfiguration: { status: 'Enabled' } },
  });
  const key = keyFields(region, 'kmsMasterKeyId');
  const sseAlgorithm = region.encryption.keys === 'provider' ? 'AES256' : 'aws:kms';
  addManagedResource(chart, region, {
    kind: S3BucketServerSideEncryptionConfiguration,
    name,
    forProvider: {
      bucketRef: { name },
      rule: [{ bucketKeyEnabled: true, applyServerSideEncryptionByDefault: { sseAlgorithm, ...key } }],
    },
  });
}

function addProtection(chart: Chart, region: AwsRegion, { name }: BucketPlan): void {
  addManagedResource(chart, region, {
    kind: S3BucketPublicAccessBlock,
    name,
    forProvider: {
      bucketRef: { name },
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
  });
  addManagedResource(chart, region, {
    kind: S3BucketOwnershipControls,
    name,
    forProvider: { bucketRef: { name }, rule: { objectOwnership: 'BucketOwnerEnforced' } },
  });
}

function addLifecycle(chart: Chart, region: AwsRegion, { thing, name }: BucketPlan): void {
  const { retentionDays, objectLock } = region.backup;
  const lockedDays = objectLock.mode === 'none' ? 0 : objectLock.days;
  const noncurrentDays =
    thing === 'backup' ? Math.max(NONCURRENT_DAYS, retentionDays, lockedDays) : NONCURRENT_DAYS;
  addManagedResource(chart, region, {
    kind: S3BucketLifecycleConfiguration,
    name,
    forProvider: {
      bucketRef: { name },
      rule: [
        {
          id: 'clean-up',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UPLOAD_DAYS }],
          noncurrentVersionExpiration: [{ noncurrentDays }],
        },
      ],
    },
  });
}

function addPolicy(chart: Chart, region: AwsRegion, { thing, name }: BucketPlan): void {
  const arn = `arn:${partitionOf(region)}:s3:::${bucketNameOf(region, thing)}`;
  addManagedResource(chart, region, {
    kind: S3BucketPolicy,
    name,
    forProvider: {
      bucketRef: { name },
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'DenyPlainHttp',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
    },
  });
}

/** Rendered in every mode: an absent rule takes a default retention back, which a removed object would leave behind. */
function addObjectLock(chart: Chart, region: AwsRegion): void {
  const { mode, days } = region.backup.objectLock;
  const name = region.names.of('backup');
  addManagedResource(chart, region, {
    kind: S3BucketObjectLockConfiguration,
    name,
    forProvider: {
      bucketRef: { name },
      objectLockEnabled: 'Enabled',
      ...(mode === 'none' ? {} : { rule: { defaultRetention: { mode: mode.toUpperCase(), days } } }),
    },
  });
}
