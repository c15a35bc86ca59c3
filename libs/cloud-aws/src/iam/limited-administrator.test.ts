import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { operatorRoleDocuments } from './operator-documents.ts';
import { evaluate, type Request, trusts, type Verdict } from './testing/evaluate.ts';

const region = exampleRegion();
const grants = [
  { from: '2030-01-01T08:00:00Z', until: '2030-01-01T10:00:00Z' },
  { from: '2030-01-02T08:00:00Z', until: '2030-01-02T09:00:00Z' },
];
const operations = 'arn:aws:iam::444455556666:role/atoll-operations';
const now = { 'aws:CurrentTime': '2030-01-01T09:00:00Z' };
const others = { ...now, 'aws:ResourceTag/atoll:region': 'aws-eu-west-2' };
const tagging = { ...now, 'aws:RequestTag/atoll:region': 'aws-eu-west-1' };
const workloads = {
  ...now,
  'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-workloads',
};
const ownRole = 'arn:aws:iam::111122223333:role/atoll-aws-eu-west-1-limited-administrator';

function verdictOf(request: Request): Verdict {
  return evaluate(operatorRoleDocuments(region, 'limited-administrator', grants).policies, request);
}

describe('confinement of the Limited Administrator', () => {
  it.each<[string, Request, Verdict]>([
    ['ends no instance without a tag', { action: 'ec2:TerminateInstances', context: now }, 'not allowed'],
    [
      'ends no instance of another region',
      { action: 'ec2:TerminateInstances', context: others },
      'not allowed',
    ],
    [
      'deletes no database of another region',
      { action: 'rds:DeleteDBInstance', context: others },
      'not allowed',
    ],
    [
      'reads no secret of another region',
      { action: 'secretsmanager:GetSecretValue', context: others },
      'not allowed',
    ],
    [
      'changes no setting of the account',
      { action: 'ec2:DisableEbsEncryptionByDefault', context: now },
      'not allowed',
    ],
    [
      'creates what carries the tag',
      { action: 'rds:RestoreDBInstanceToPointInTime', context: tagging },
      'allowed',
    ],
    ['creates nothing without the tag', { action: 'rds:CreateDBInstance', context: now }, 'not allowed'],
    ['makes nothing ours by a tag', { action: 'ec2:CreateTags', context: tagging }, 'denied'],
    [
      'tags what it creates',
      { action: 'ec2:CreateTags', context: { ...tagging, 'ec2:CreateAction': 'CreateVolume' } },
      'allowed',
    ],
    ['makes no database ours by a tag', { action: 'rds:AddTagsToResource', context: tagging }, 'not allowed'],
    [
      'tags a new database of the region',
      {
        action: 'rds:AddTagsToResource',
        resource: 'arn:aws:rds:eu-west-1:111122223333:db:atoll-aws-eu-west-1-restored',
        context: tagging,
      },
      'allowed',
    ],
    [
      'ends a node that the cluster made',
      {
        action: 'ec2:TerminateInstances',
        resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
        context: { ...now, 'aws:ResourceTag/kubernetes.io/cluster/atoll-aws-eu-west-1-cluster': 'owned' },
      },
      'allowed',
    ],
    [
      'reads a backup',
      { action: 's3:GetObject', resource: 'arn:aws:s3:::atoll-aws-eu-west-1-backup-1/x', context: now },
      'allowed',
    ],
    [
      'reads no other object',
      { action: 's3:GetObject', resource: 'arn:aws:s3:::customers/x', context: now },
      'not allowed',
    ],
    [
      'unlocks no backup',
      {
        action: 's3:BypassGovernanceRetention',
        resource: 'arn:aws:s3:::atoll-aws-eu-west-1-backup-1/x',
        context: now,
      },
      'denied',
    ],
    [
      'opens not its own trust',
      { action: 'iam:UpdateAssumeRolePolicy', resource: ownRole, context: workloads },
      'denied',
    ],
    [
      'changes not its own policy',
      {
        action: 'iam:CreatePolicyVersion',
        resource: 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-limited-administrator-limits',
        context: now,
      },
      'denied',
    ],
    [
      'changes a policy of software',
      {
        action: 'iam:CreatePolicyVersion',
        resource: 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1-karpenter',
        context: now,
      },
      'allowed',
    ],
  ])('%s', (_name, request, expected) => {
    expect(verdictOf(request)).toBe(expected);
  });

  it.each([
    [['aws-eu-west-1.apps.example.com'], 'allowed'],
    [['api.aws-eu-west-1.apps.example.com'], 'allowed'],
    [['api.aws-eu-west-1.apps.example.com', 'www.example.com'], 'not allowed'],
  ] as const)('gets changes of the records %j %s', (names, expected) => {
    const request = {
      action: 'route53:ChangeResourceRecordSets',
      resource: 'arn:aws:route53:::hostedzone/Z1',
      context: { ...now, 'route53:ChangeResourceRecordSetsNormalizedRecordNames': names },
    };

    expect(verdictOf(request)).toBe(expected);
  });

  it('reaches the zone itself once its id was observed', () => {
    const observed = exampleRegion({ observed: { zoneId: 'Z12345' } });
    const { policies } = operatorRoleDocuments(observed, 'limited-administrator', grants);

    const verdicts = ['Z12345', 'Z99999'].map((id) =>
      evaluate(policies, {
        action: 'route53:DeleteHostedZone',
        resource: `arn:aws:route53:::hostedzone/${id}`,
        context: now,
      }),
    );

    expect(verdicts).toEqual(['allowed', 'not allowed']);
  });
});

describe('time of the Limited Administrator', () => {
  it.each([
    ['2030-01-01T07:59:59Z', false],
    ['2030-01-01T08:00:00Z', true],
    ['2030-01-01T09:59:59Z', true],
    ['2030-01-01T10:00:00Z', false],
    ['2030-01-02T08:30:00Z', true],
    ['2030-01-02T09:00:00Z', false],
  ] as const)('is trusted at %s: %s', (time, expected) => {
    const { trust } = operatorRoleDocuments(region, 'limited-administrator', grants);
    const context = { 'aws:CurrentTime': time, 'sts:ExternalId': 'example-external-id-1' };

    expect(trusts(trust, operations, { action: 'sts:AssumeRole', context })).toBe(expected);
  });

  it.each(['1969-12-31T23:59:59Z', '1970-01-01T00:00:00Z', '1970-01-01T00:00:01Z', '2030-01-01T00:00:00Z'])(
    'is trusted by nobody without a grant, also not at %s',
    (time) => {
      const { trust } = operatorRoleDocuments(region, 'limited-administrator');
      const context = { 'aws:CurrentTime': time, 'sts:ExternalId': 'example-external-id-1' };

      expect(trusts(trust, operations, { action: 'sts:AssumeRole', context })).toBe(false);
    },
  );

  it.each([
    [grants, '2030-01-02T08:59:59Z', 'allowed'],
    [grants, '2030-01-02T09:00:00Z', 'denied'],
    [[], '2030-01-01T09:00:00Z', 'denied'],
  ] as const)('loses its open sessions with the last of the grants %j, at %s', (given, time, expected) => {
    const { policies } = operatorRoleDocuments(region, 'limited-administrator', given);
    const context = { 'aws:CurrentTime': time };

    expect(evaluate(policies, { action: 'ec2:DescribeVpcs', context })).toBe(expected);
  });
});
