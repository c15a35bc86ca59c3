import { type AwsRegion, iamArn, partitionOf } from './aws-region.ts';
import { logGroupsOf } from './cloud-names.ts';

/** A statement of a key policy, as KMS spells it. */
export interface KeyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource: '*';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Renders the policy of the region's own key. */
export function renderKeyPolicy(region: AwsRegion): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: listKeyStatements(region) });
}

/**
 * Gives the statements that the policy of the region's key needs, whoever made the key.
 *
 * The account administers and uses the key by IAM policies alone (iam/key-grants.ts says who does): RDS, S3, EBS, EKS and
 * Secrets Manager act with the caller's rights or by a grant. CloudWatch Logs acts by itself, so it is named here, for the
 * region's own log groups; so does EC2 Auto Scaling, which starts the system nodes.
 * Source: AWS KMS Developer Guide "Key policies"; CloudWatch Logs User Guide "Encrypt log data using AWS KMS"; EC2 Auto
 * Scaling User Guide "Required AWS KMS key policy for use with encrypted volumes".
 */
export function listKeyStatements(region: AwsRegion): readonly KeyStatement[] {
  return [administratorStatement(region), logsStatement(region), ...autoScalingStatements(region)];
}

/** Gives the ARN of the role by which EC2 Auto Scaling starts the system nodes; AWS makes it and calls it so. */
export function autoScalingRoleArn(region: AwsRegion): string {
  return iamArn(region, 'role', 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling');
}

function administratorStatement(region: AwsRegion): KeyStatement {
  return {
    Sid: 'AccountDecidesByIam',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partitionOf(region)}:iam::${region.cloudSpec.account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

function logsStatement(region: AwsRegion): KeyStatement {
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

/** By conditions, not as principal: KMS refuses a principal that does not exist, and a new account has no such role yet. */
function autoScalingStatements(region: AwsRegion): readonly KeyStatement[] {
  const role = {
    'aws:PrincipalArn': autoScalingRoleArn(region),
    'kms:CallerAccount': region.cloudSpec.account,
  };
  const allowed = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' } as const;
  return [
    {
      ...allowed,
      Sid: 'AutoScalingStartsNodes',
      Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Condition: { StringEquals: role },
    },
    {
      ...allowed,
      Sid: 'AutoScalingAttachesDisks',
      Action: ['kms:CreateGrant'],
      Condition: { StringEquals: role, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
