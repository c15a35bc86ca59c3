import { describe, expect, it } from 'vitest';
import { keyFields } from './key-fields.ts';
import { addKeys } from './keys.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, renderAdded } from './testing/render-added.ts';

const autoScaling = {
  'aws:PrincipalArn':
    'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  'kms:CallerAccount': '111122223333',
};
const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';

describe('encryption keys', () => {
  it.each(['provider', 'customer'] as const)('of the %s are never made', (keys) => {
    const region = exampleRegion({ spec: { encryption: { keys } }, aws: { customerKeyArn } });

    expect(renderAdded(region, addKeys)).toEqual([]);
  });

  it('managed by us are one rotated key that is never deleted, and its alias', () => {
    const objects = renderAdded(exampleRegion({ spec: { encryption: { keys: 'managed' } } }), addKeys);

    expect(findObject(objects, 'Key').spec).toMatchObject({
      managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
      forProvider: { enableKeyRotation: true, deletionWindowInDays: 30 },
    });
    expect(forProviderOf(objects, 'Alias')).toEqual({
      region: 'eu-west-1',
      targetKeyIdRef: { name: 'atoll-aws-eu-west-1-key' },
    });
  });

  it('have a policy that leaves the account to IAM and lets in CloudWatch Logs for our log groups, and EC2 Auto Scaling for disks', () => {
    const objects = renderAdded(exampleRegion({ spec: { encryption: { keys: 'managed' } } }), addKeys);

    const { policy } = forProviderOf(objects, 'Key') as { readonly policy: string };

    expect(JSON.parse(policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AccountDecidesByIam',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'LogsEncryptsTheRegionsGroups',
          Effect: 'Allow',
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
          Resource: '*',
          Condition: {
            ArnEquals: {
              'kms:EncryptionContext:aws:logs:arn': [
                'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/atoll-aws-eu-west-1-cluster/cluster',
                'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/rds/instance/atoll-aws-eu-west-1-db/postgresql',
                'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/rds/instance/atoll-aws-eu-west-1-db/upgrade',
              ],
            },
          },
        },
        {
          Sid: 'AutoScalingStartsNodes',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
          Resource: '*',
          Condition: { StringEquals: autoScaling },
        },
        {
          Sid: 'AutoScalingAttachesDisks',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['kms:CreateGrant'],
          Resource: '*',
          Condition: { StringEquals: autoScaling, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ],
    });
  });

  it.each([
    ['provider', {}],
    ['managed', { kmsKeyIdRef: { name: 'atoll-aws-eu-west-1-key' } }],
    ['customer', { kmsKeyId: customerKeyArn }],
  ] as const)('by %s are named in a field accordingly', (keys, fields) => {
    const region = exampleRegion({ spec: { encryption: { keys } }, aws: { customerKeyArn } });

    expect(keyFields(region, 'kmsKeyId')).toEqual(fields);
  });
});
