import { describe, expect, it } from 'vitest';
import { addBuckets } from './buckets.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, renderAdded } from './testing/render-added.ts';

const BACKUP = 'atoll-aws-eu-west-1-backup';
const things = ['backup', 'registry', 'export'];
const kinds = [
  'Bucket',
  'BucketVersioning',
  'BucketServerSideEncryptionConfiguration',
  'BucketPublicAccessBlock',
  'BucketOwnershipControls',
  'BucketLifecycleConfiguration',
  'BucketPolicy',
];

describe('the buckets', () => {
  it('carry the account in their name and are never deleted', () => {
    const objects = renderAdded(exampleRegion(), addBuckets);

    const bucket = findObject(objects, 'Bucket', BACKUP);

    expect(bucket.metadata.annotations).toEqual({
      'crossplane.io/external-name': 'atoll-aws-eu-west-1-backup-111122223333',
    });
    expect(bucket.spec).toMatchObject({
      managementPolicies: ['Observe', 'Create', 'Update'],
      forProvider: { forceDestroy: false, objectLockEnabled: true },
    });
  });

  it.each(things)('hold a %s bucket with every protection', (thing) => {
    const objects = renderAdded(exampleRegion(), addBuckets);

    const found = kinds.map((kind) => findObject(objects, kind, `atoll-aws-eu-west-1-${thing}`).kind);

    expect(found).toEqual(kinds);
  });

  it('refuse plain HTTP, ACLs and public access', () => {
    const objects = renderAdded(exampleRegion(), addBuckets);

    const { policy } = forProviderOf(objects, 'BucketPolicy', BACKUP) as { readonly policy: string };

    expect(JSON.parse(policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyPlainHttp',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [
            'arn:aws:s3:::atoll-aws-eu-west-1-backup-111122223333',
            'arn:aws:s3:::atoll-aws-eu-west-1-backup-111122223333/*',
          ],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
    expect(forProviderOf(objects, 'BucketOwnershipControls', BACKUP)).toMatchObject({
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    expect(forProviderOf(objects, 'BucketPublicAccessBlock', BACKUP)).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it.each([
    ['provider', { sseAlgorithm: 'AES256' }],
    ['managed', { sseAlgorithm: 'aws:kms', kmsMasterKeyIdRef: { name: 'atoll-aws-eu-west-1-key' } }],
  ] as const)('are encrypted with keys of the %s', (keys, expected) => {
    const objects = renderAdded(exampleRegion({ spec: { encryption: { keys } } }), addBuckets);

    expect(forProviderOf(objects, 'BucketServerSideEncryptionConfiguration', BACKUP)).toMatchObject({
      rule: [{ bucketKeyEnabled: true, applyServerSideEncryptionByDefault: expected }],
    });
  });

  it.each([
    [8, 'none', 400, 30],
    [35, 'none', 400, 35],
    [8, 'governance', 90, 90],
    [8, 'compliance', 7, 30],
  ] as const)(
    'with %i days of retention and lock %s of %i days keep old backups %i days',
    (retentionDays, mode, days, kept) => {
      const backup = { retentionDays, objectLock: { mode, days } };

      const objects = renderAdded(exampleRegion({ spec: { backup } }), addBuckets);

      expect(forProviderOf(objects, 'BucketLifecycleConfiguration', BACKUP)).toMatchObject({
        rule: [{ noncurrentVersionExpiration: [{ noncurrentDays: kept }] }],
      });
    },
  );

  it('never let a current object expire', () => {
    expect(JSON.stringify(renderAdded(exampleRegion(), addBuckets))).not.toContain('"expiration"');
  });

  it.each([
    ['none', undefined],
    ['governance', { defaultRetention: { mode: 'GOVERNANCE', days: 30 } }],
    ['compliance', { defaultRetention: { mode: 'COMPLIANCE', days: 30 } }],
  ] as const)('lock backups by %s', (mode, rule) => {
    const backup = { retentionDays: 8, objectLock: { mode, days: 30 } };

    const lock = forProviderOf(
      renderAdded(exampleRegion({ spec: { backup } }), addBuckets),
      'BucketObjectLockConfiguration',
    );

    expect(lock).toEqual({
      region: 'eu-west-1',
      bucketRef: { name: BACKUP },
      objectLockEnabled: 'Enabled',
      ...(rule === undefined ? {} : { rule }),
    });
  });
});
