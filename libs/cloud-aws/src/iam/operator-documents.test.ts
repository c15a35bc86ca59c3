import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { boundaryDocuments } from './boundaries.ts';
import { type MadeOperatorRole, madeOperatorRoles, operatorRoleDocuments } from './operator-documents.ts';
import { evaluate, type Request, type Verdict } from './testing/evaluate.ts';

const region = exampleRegion();
const [operatorsBoundary] = boundaryDocuments(region).policies;
const grants = [{ from: '2030-01-01T08:00:00Z', until: '2030-01-01T10:00:00Z' }];
const during = { 'aws:CurrentTime': '2030-01-01T09:00:00Z' };
const ours = { ...during, 'aws:ResourceTag/atoll:region': 'aws-eu-west-1' };

function verdictOf(role: MadeOperatorRole, request: Request): Verdict {
  return evaluate(operatorRoleDocuments(region, role, grants).policies, request);
}

/** Action, then the verdicts of Read-Only, Elevated and, on a resource tagged as ours, Limited Administrator. */
const table: readonly [action: string, readOnly: Verdict, elevated: Verdict, limited: Verdict][] = [
  ['ec2:DescribeInstances', 'allowed', 'allowed', 'allowed'],
  ['ec2:DescribeVpcs', 'allowed', 'allowed', 'allowed'],
  ['ec2:GetSecurityGroupsForVpc', 'allowed', 'allowed', 'allowed'],
  ['ec2:GetPasswordData', 'not allowed', 'denied', 'allowed'],
  ['ec2:GetConsoleOutput', 'not allowed', 'denied', 'allowed'],
  ['ec2:DescribeInstanceAttribute', 'denied', 'denied', 'allowed'],
  ['ec2:DescribeVpnConnections', 'denied', 'denied', 'allowed'],
  ['ec2:CreateSubnet', 'not allowed', 'allowed', 'allowed'],
  ['ec2:ModifySubnetAttribute', 'not allowed', 'allowed', 'allowed'],
  ['ec2:AuthorizeSecurityGroupIngress', 'not allowed', 'allowed', 'allowed'],
  ['ec2:RevokeSecurityGroupIngress', 'not allowed', 'denied', 'allowed'],
  ['ec2:TerminateInstances', 'not allowed', 'denied', 'allowed'],
  ['ec2:DeleteVpc', 'not allowed', 'denied', 'allowed'],
  ['ec2:ReleaseAddress', 'not allowed', 'denied', 'allowed'],
  ['ec2:DeregisterImage', 'not allowed', 'denied', 'allowed'],
  ['ec2:CancelSpotInstanceRequests', 'not allowed', 'denied', 'allowed'],
  ['ec2:DetachInternetGateway', 'not allowed', 'denied', 'allowed'],
  ['ec2:ModifySnapshotAttribute', 'not allowed', 'denied', 'allowed'],
  ['ec2:PurchaseReservedInstancesOffering', 'not allowed', 'not allowed', 'not allowed'],
  ['eks:DescribeCluster', 'allowed', 'allowed', 'allowed'],
  ['eks:AccessKubernetesApi', 'not allowed', 'denied', 'allowed'],
  ['eks:UpdateClusterConfig', 'not allowed', 'allowed', 'allowed'],
  ['eks:DeleteNodegroup', 'not allowed', 'denied', 'allowed'],
  ['eks:CreateAccessEntry', 'not allowed', 'denied', 'allowed'],
  ['eks:AssociateAccessPolicy', 'not allowed', 'denied', 'allowed'],
  ['eks:CreatePodIdentityAssociation', 'not allowed', 'denied', 'allowed'],
  ['iam:GetRole', 'allowed', 'allowed', 'allowed'],
  ['iam:GenerateCredentialReport', 'allowed', 'allowed', 'allowed'],
  ['iam:CreateUser', 'not allowed', 'denied', 'denied'],
  ['iam:CreateAccessKey', 'not allowed', 'denied', 'denied'],
  ['iam:UpdateLoginProfile', 'not allowed', 'denied', 'denied'],
  ['iam:DeleteRolePermissionsBoundary', 'not allowed', 'denied', 'denied'],
  ['kms:DescribeKey', 'allowed', 'allowed', 'allowed'],
  ['kms:Decrypt', 'not allowed', 'denied', 'not allowed'],
  ['kms:CancelKeyDeletion', 'not allowed', 'allowed', 'allowed'],
  ['kms:ScheduleKeyDeletion', 'not allowed', 'denied', 'allowed'],
  ['kms:DisableKey', 'not allowed', 'denied', 'allowed'],
  ['kms:PutKeyPolicy', 'not allowed', 'denied', 'allowed'],
  ['logs:FilterLogEvents', 'allowed', 'allowed', 'allowed'],
  ['logs:Unmask', 'not allowed', 'denied', 'allowed'],
  ['logs:PutMetricFilter', 'not allowed', 'allowed', 'allowed'],
  ['logs:PutRetentionPolicy', 'not allowed', 'denied', 'allowed'],
  ['logs:DeleteLogGroup', 'not allowed', 'denied', 'allowed'],
  ['rds:DescribeDBInstances', 'allowed', 'allowed', 'allowed'],
  ['rds:DownloadCompleteDBLogFile', 'not allowed', 'denied', 'allowed'],
  ['rds:ModifyDBInstance', 'not allowed', 'allowed', 'allowed'],
  ['rds:RebootDBInstance', 'not allowed', 'allowed', 'allowed'],
  ['rds:StopDBInstance', 'not allowed', 'denied', 'allowed'],
  ['rds:DeleteDBInstance', 'not allowed', 'denied', 'allowed'],
  ['rds:ModifyDBSnapshotAttribute', 'not allowed', 'denied', 'allowed'],
  ['route53:ListResourceRecordSets', 'allowed', 'allowed', 'allowed'],
  ['route53:CreateHostedZone', 'not allowed', 'allowed', 'not allowed'],
  ['route53:DeleteHostedZone', 'not allowed', 'denied', 'not allowed'],
  ['s3:ListBucket', 'allowed', 'allowed', 'allowed'],
  ['s3:GetBucketPolicy', 'allowed', 'allowed', 'allowed'],
  ['s3:GetObject', 'not allowed', 'denied', 'not allowed'],
  ['s3:PutBucketTagging', 'not allowed', 'allowed', 'not allowed'],
  ['s3:PutLifecycleConfiguration', 'not allowed', 'denied', 'not allowed'],
  ['s3:PutBucketObjectLockConfiguration', 'not allowed', 'denied', 'not allowed'],
  ['s3:PutBucketPolicy', 'not allowed', 'denied', 'not allowed'],
  ['s3:DeleteObjectVersion', 'not allowed', 'denied', 'not allowed'],
  ['s3:BypassGovernanceRetention', 'not allowed', 'denied', 'denied'],
  ['secretsmanager:DescribeSecret', 'not allowed', 'not allowed', 'allowed'],
  ['secretsmanager:GetSecretValue', 'not allowed', 'not allowed', 'allowed'],
  ['secretsmanager:DeleteSecret', 'not allowed', 'not allowed', 'allowed'],
  ['sts:GetCallerIdentity', 'allowed', 'allowed', 'allowed'],
  ['sts:AssumeRole', 'not allowed', 'denied', 'not allowed'],
  ['sts:GetFederationToken', 'not allowed', 'not allowed', 'not allowed'],
  ['elasticloadbalancing:DescribeLoadBalancers', 'not allowed', 'not allowed', 'not allowed'],
  ['sqs:SendMessage', 'not allowed', 'not allowed', 'not allowed'],
];

describe('what the operator roles may do', () => {
  it.each(table)(
    '%s: Read-Only %s, Elevated %s, Limited Administrator %s',
    (action, readOnly, elevated, limited) => {
      const verdicts = [
        verdictOf('read-only-operations', { action, context: during }),
        verdictOf('elevated-operations', { action, context: during }),
        verdictOf('limited-administrator', { action, context: ours }),
      ];

      expect(verdicts).toEqual([readOnly, elevated, limited]);
    },
  );

  it.each(madeOperatorRoles)('lets the boundary take nothing away from %s', (role) => {
    const { policies } = operatorRoleDocuments(region, role, grants);
    const allowed = table
      .map(([action]) => ({ action, context: ours }))
      .filter((request) => evaluate(policies, request) === 'allowed');

    const lost = allowed.filter((request) => evaluate(policies, request, operatorsBoundary) !== 'allowed');

    expect(lost).toEqual([]);
  });

  it.each(madeOperatorRoles)('names only its services in what %s is allowed', (role) => {
    const { policies } = operatorRoleDocuments(region, role, grants);
    const allows = policies
      .flatMap(({ document }) => document.Statement)
      .filter(({ Effect }) => Effect === 'Allow');

    const services = new Set(allows.flatMap(({ Action }) => Action.map((action) => action.split(':')[0])));

    const ten = ['ec2', 'eks', 'iam', 'kms', 'logs', 'rds', 'route53', 's3', 'secretsmanager', 'sts'];
    const expected = role === 'limited-administrator' ? ten : ten.filter((name) => name !== 'secretsmanager');
    expect([...services].sort()).toEqual(expected);
  });

  it('names Secrets Manager nowhere in the documents of Read-Only and Elevated', () => {
    const texts = (['read-only-operations', 'elevated-operations'] as const).map((role) =>
      JSON.stringify(operatorRoleDocuments(region, role)),
    );

    expect(texts.filter((text) => text.includes('secretsmanager'))).toEqual([]);
  });
});

describe('Elevated Operations', () => {
  const role = 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-example';
  const workloads = {
    'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-workloads',
  };
  const operators = {
    'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-operators',
  };
  const itself = 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-elevated-operations';

  it.each<[string, Request, Verdict]>([
    [
      'makes a role for software',
      { action: 'iam:CreateRole', resource: role, context: workloads },
      'allowed',
    ],
    ['makes no role without a boundary', { action: 'iam:CreateRole', resource: role }, 'denied'],
    ['makes no role for people', { action: 'iam:CreateRole', resource: role, context: operators }, 'denied'],
    ['fills no role', { action: 'iam:AttachRolePolicy', resource: role, context: workloads }, 'denied'],
    [
      'opens no trust',
      { action: 'iam:UpdateAssumeRolePolicy', resource: role, context: workloads },
      'denied',
    ],
    ['changes not itself', { action: 'iam:UpdateRole', resource: itself }, 'denied'],
    ['passes a role of the region', { action: 'iam:PassRole', resource: role }, 'allowed'],
    [
      'passes no other role',
      { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/admin' },
      'not allowed',
    ],
    [
      'passes not the Deployment role',
      { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-deployment' },
      'denied',
    ],
  ])('%s', (_name, request, expected) => {
    expect(verdictOf('elevated-operations', request)).toBe(expected);
  });

  it.each([
    [['CREATE'], 'allowed'],
    [['UPSERT'], 'allowed'],
    [['UPSERT', 'DELETE'], 'denied'],
  ] as const)('gets record changes of %j %s', (actions, expected) => {
    const context = { 'route53:ChangeResourceRecordSetsActions': actions };

    expect(verdictOf('elevated-operations', { action: 'route53:ChangeResourceRecordSets', context })).toBe(
      expected,
    );
  });

  it('uses a key through a service and gives grants to services only', () => {
    const via = { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' };
    const verdicts = [
      verdictOf('elevated-operations', { action: 'kms:GenerateDataKeyWithoutPlaintext', context: via }),
      verdictOf('elevated-operations', {
        action: 'kms:CreateGrant',
        context: { 'kms:GrantIsForAWSResource': 'true' },
      }),
      verdictOf('elevated-operations', {
        action: 'kms:CreateGrant',
        context: { 'kms:GrantIsForAWSResource': 'false' },
      }),
    ];

    expect(verdicts).toEqual(['allowed', 'allowed', 'denied']);
  });
});
