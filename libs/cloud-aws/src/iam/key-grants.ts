import type { AwsRegion } from '../aws-region.ts';
import { REGION_TAG, regionalArn } from './arns.ts';
import type { Condition } from './policy-document.ts';
import type { WorkloadGrant } from './workload-row.ts';

/**
 * Lets a workload make encrypted volumes.
 *
 * Source: EC2 User Guide, "Requirements for Amazon EBS encryption"; needed unless the cloud's own key is used.
 */
export function volumeKeyGrants(): readonly WorkloadGrant[] {
  const source = 'EC2 User Guide, requirements for EBS encryption, permissions of the caller';
  return [
    {
      sid: 'VolumeKey',
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      source,
      resources: keyArns,
      condition: onOwnKey,
      needed: hasKey,
    },
    {
      sid: 'VolumeKeyGrant',
      actions: ['kms:CreateGrant'],
      source,
      resources: keyArns,
      condition: (region) => ({ ...onOwnKey(region), Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
      needed: hasKey,
    },
  ];
}

/** Lets a workload read and write objects of an encrypted bucket. */
export function bucketKeyGrant(): WorkloadGrant {
  return {
    sid: 'BucketKey',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    source: 'S3 User Guide, using SSE-KMS: permissions of the caller for multipart uploads and downloads',
    resources: keyArns,
    condition: onOwnKey,
    needed: hasKey,
  };
}

function hasKey(region: AwsRegion): boolean {
  return region.encryption.keys !== 'provider';
}

/** The owner's key by its ARN; our own has none before it exists, so it is known by its tag. */
function keyArns(region: AwsRegion): readonly string[] {
  return [region.cloudSpec.customerKeyArn ?? regionalArn(region, 'kms', 'key/*')];
}

function onOwnKey(region: AwsRegion): Condition {
  return region.cloudSpec.customerKeyArn === undefined
    ? { StringEquals: { [`aws:ResourceTag/${REGION_TAG}`]: region.name } }
    : {};
}
