import type { KindDefinition } from '@atoll/typed-object';
import { partitionOf } from '../../aws-region.ts';
import * as kinds from '../../schemas/index.ts';
import { type KindRow, type ManagedView, referenceOf, type Scene } from './kind-row.ts';

/** What provider-aws calls for buckets; each part of a bucket is a kind of its own. */
export const bucketRows: readonly KindRow[] = [
  {
    kind: kinds.S3Bucket,
    service: 's3',
    arn: bucketArn,
    actions: {
      observe: [
        'GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging',
        'GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging',
        'GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration',
        'GetReplicationConfiguration ListBucket ListTagsForResource',
      ].join(' '),
      create: 'CreateBucket PutBucketTagging TagResource',
      update: 'PutBucketTagging TagResource UntagResource',
      delete: 'DeleteBucket',
    },
    needs: (bucket, scene) =>
      bucket.forProvider['objectLockEnabled'] === true
        ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'].map((action) => ({
            verb: 'create',
            action,
            resource: bucketArn(bucket, scene),
            source: 'S3 API Reference, CreateBucket: permissions for S3 Object Lock',
          }))
        : [],
    source: 'internal/service/s3/bucket.go',
  },
  partRow(kinds.S3BucketVersioning, 'BucketVersioning', 'bucket_versioning.go'),
  partRow(
    kinds.S3BucketServerSideEncryptionConfiguration,
    'EncryptionConfiguration',
    'bucket_server_side_encryption_configuration.go',
  ),
  partRow(kinds.S3BucketPublicAccessBlock, 'BucketPublicAccessBlock', 'bucket_public_access_block.go'),
  partRow(
    kinds.S3BucketLifecycleConfiguration,
    'LifecycleConfiguration',
    'bucket_lifecycle_configuration.go',
  ),
  partRow(
    kinds.S3BucketObjectLockConfiguration,
    'BucketObjectLockConfiguration',
    'bucket_object_lock_configuration.go',
  ),
  partRow(kinds.S3BucketOwnershipControls, 'BucketOwnershipControls', 'bucket_ownership_controls.go'),
  {
    ...partRow(kinds.S3BucketPolicy, 'BucketPolicy', 'bucket_policy.go'),
    actions: {
      observe: 'GetBucketPolicy',
      create: 'PutBucketPolicy',
      update: 'PutBucketPolicy',
      delete: 'DeleteBucketPolicy',
    },
  },
];

/** A part of a bucket is put whole; it is also deleted by a put, and none of ours ever is. */
function partRow(kind: KindDefinition<unknown>, part: string, file: string): KindRow {
  const put = `Put${part}`;
  return {
    kind,
    service: 's3',
    arn: bucketArn,
    actions: { observe: `Get${part}`, create: put, update: put, delete: put },
    source: `internal/service/s3/${file}`,
  };
}

function bucketArn(resource: ManagedView, scene: Scene): string {
  const bucket = referenceOf(resource, 'bucketRef');
  const name = bucket === undefined ? resource.cloudName : scene.find(kinds.S3Bucket, bucket)?.cloudName;
  return `arn:${partitionOf(scene.region)}:s3:::${name ?? '*'}`;
}
