import { type AwsRegion, partitionOf } from './aws-region.ts';
import { logGroupsOf } from './cloud-names.ts';

/**
 * Renders the policy of the region's own key.
 *
 * The account administers and uses the key by IAM policies alone (iam/key-grants.ts says who does): RDS, S3, EBS, EKS and
 * Secrets Manager act with the caller's rights or by a grant. CloudWatch Logs acts by itself, so it is named here, for the
 * region's own log groups.
 * Source: AWS KMS Developer Guide "Key policies"; CloudWatch Logs User Guide "Encrypt log data using AWS KMS".
 */
export function renderKeyPolicy(region: AwsRegion): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [administratorStatement(region), logsStatement(region)],
  });
}

function administratorStatement(region: AwsRegion): object {
  return {
    Sid: 'AccountDecidesByIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partitionOf(region)}:iam::${region.cloudSpec.account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

function logsStatement(region: AwsRegion): object {
  const { account } = region.cloudSpec;
  const domain = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    Sid: 'LogsEncryptsTheRegionsGroups',
    Effect: 'Allow',
    Principal: { Service: `logs.${region.location}.${domain}` },
    Action: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    Resource: '*',
    Condition: {
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': Object.values(logGroupsOf(region)).map(
          ({ group }) => `arn:${partitionOf(region)}:logs:${region.location}:${account}:log-group:${group}`,
        ),
      },
    },
  };
}
