import { describe, expect, it } from 'vitest';
import { keyFields } from './key-fields.ts';
import { addKeys } from './keys.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, listNames, renderAdded } from './testing/render-added.ts';

const customerKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';

describe('encryption keys', () => {
  it.each(['provider', 'customer'] as const)(
    'of the %s are never made, only default encryption of volumes',
    (keys) => {
      const region = exampleRegion({ spec: { encryption: { keys } }, aws: { customerKeyArn } });

      const objects = renderAdded(region, addKeys);

      expect(listNames(objects)).toEqual(['EBSEncryptionByDefault atoll-aws-eu-west-1-ebs-encryption']);
    },
  );

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

  it('have a policy that leaves the account to IAM and lets only CloudWatch Logs in, for our log groups', () => {
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
