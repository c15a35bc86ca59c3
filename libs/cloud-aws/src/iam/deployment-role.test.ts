import { describe, expect, it } from 'vitest';
import { exampleRegion } from '../testing/example-region.ts';
import { boundaryDocuments } from './boundaries.ts';
import { deploymentRoleDocuments } from './deployment-role.ts';
import { MANAGED_POLICY_LIMIT, policySize } from './policy-document.ts';
import { evaluate, type Request, trusts, type Verdict } from './testing/evaluate.ts';
import { extremeRegion } from './testing/extreme-region.ts';

const region = exampleRegion();
const account = 'arn:aws:iam::111122223333:';
const role = `${account}role/atoll-aws-eu-west-1-karpenter`;
const itself = `${account}role/atoll-aws-eu-west-1-deployment`;
const workloads = { 'iam:PermissionsBoundary': `${account}policy/atoll-aws-eu-west-1-workloads` };
const operators = { 'iam:PermissionsBoundary': `${account}policy/atoll-aws-eu-west-1-operators` };
const administrator = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
const controlPlane = 'arn:aws:iam::444455556666:role/atoll-control-plane';

function verdictOf(request: Request): Verdict {
  return evaluate(deploymentRoleDocuments(region).policies, request);
}

describe('what the Deployment role may do', () => {
  it.each([
    ...[
      'CreateVpc',
      'DeleteVpc',
      'DescribeVpcAttribute',
      'ModifyVpcAttribute',
      'CreateTags',
      'DeleteTags',
    ].map((a) => `ec2:${a}`),
    ...['CreateNatGateway', 'AllocateAddress', 'AssociateRouteTable', 'RevokeSecurityGroupEgress'].map(
      (a) => `ec2:${a}`,
    ),
    ...['CreateVpcEndpointServiceConfiguration', 'ModifyVpcEndpointServicePermissions'].map(
      (a) => `ec2:${a}`,
    ),
    ...['CreateTransitGatewayVpcAttachment', 'EnableEbsEncryptionByDefault', 'GetEbsEncryptionByDefault'].map(
      (a) => `ec2:${a}`,
    ),
    ...['CreateCluster', 'DescribeUpdate', 'CreateAccessEntry', 'AssociateAccessPolicy', 'TagResource'].map(
      (a) => `eks:${a}`,
    ),
    ...['CreatePodIdentityAssociation', 'AssociateEncryptionConfig', 'UpdateNodegroupVersion'].map(
      (a) => `eks:${a}`,
    ),
    ...[
      'CreateKey',
      'PutKeyPolicy',
      'EnableKeyRotation',
      'CreateGrant',
      'ListResourceTags',
      'CreateAlias',
    ].map((a) => `kms:${a}`),
    ...['CreateLogGroup', 'PutRetentionPolicy', 'AssociateKmsKey', 'ListTagsForResource'].map(
      (a) => `logs:${a}`,
    ),
    ...['CreateDBInstance', 'ModifyDBInstance', 'AddTagsToResource', 'CreateDBParameterGroup'].map(
      (a) => `rds:${a}`,
    ),
    ...['ResetDBParameterGroup', 'RestoreDBInstanceToPointInTime', 'DeleteDBSubnetGroup'].map(
      (a) => `rds:${a}`,
    ),
    ...['CreateHostedZone', 'ChangeResourceRecordSets', 'GetChange', 'ChangeTagsForResource'].map(
      (a) => `route53:${a}`,
    ),
    ...['CreateBucket', 'PutBucketPolicy', 'PutBucketVersioning', 'PutLifecycleConfiguration'].map(
      (a) => `s3:${a}`,
    ),
    ...['PutBucketObjectLockConfiguration', 'PutEncryptionConfiguration', 'GetAccelerateConfiguration'].map(
      (a) => `s3:${a}`,
    ),
    ...['PutBucketPublicAccessBlock', 'PutBucketOwnershipControls', 'DeleteBucketPolicy'].map(
      (a) => `s3:${a}`,
    ),
    ...['CreateSecret', 'TagResource', 'RotateSecret', 'GetSecretValue', 'DeleteSecret'].map(
      (a) => `secretsmanager:${a}`,
    ),
    ...['iam:GetRole', 'iam:ListAttachedRolePolicies', 'sts:GetCallerIdentity'],
  ])('allows %s', (action) => {
    expect(verdictOf({ action })).toBe('allowed');
  });

  it.each([
    'ecr:CreateRepository',
    'elasticloadbalancing:CreateLoadBalancer',
    'cloudwatch:PutMetricAlarm',
    'backup:CreateBackupVault',
    'organizations:ListAccounts',
    'kms:Decrypt',
    'iam:CreateOpenIDConnectProvider',
    'iam:CreateUser',
    'iam:CreateGroup',
    'iam:AttachUserPolicy',
    'iam:PutGroupPolicy',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:DeleteRolePermissionsBoundary',
    's3:BypassGovernanceRetention',
    'ec2:PurchaseReservedInstancesOffering',
    'sts:GetFederationToken',
  ])('does not allow %s', (action) => {
    expect(verdictOf({ action })).not.toBe('allowed');
  });

  it.each<[string, Request, Verdict]>([
    ['makes a role of software', { action: 'iam:CreateRole', resource: role, context: workloads }, 'allowed'],
    ['makes a role of people', { action: 'iam:CreateRole', resource: role, context: operators }, 'allowed'],
    ['makes no role without a boundary', { action: 'iam:CreateRole', resource: role }, 'denied'],
    [
      'makes no role with another boundary',
      { action: 'iam:CreateRole', resource: role, context: administrator },
      'denied',
    ],
    [
      'fills a role within a boundary',
      { action: 'iam:AttachRolePolicy', resource: role, context: workloads },
      'allowed',
    ],
    ['fills no role without one', { action: 'iam:AttachRolePolicy', resource: role }, 'denied'],
    ['puts no inline policy on such a role', { action: 'iam:PutRolePolicy', resource: role }, 'denied'],
    [
      'touches no role of others',
      { action: 'iam:DeleteRole', resource: `${account}role/customer` },
      'not allowed',
    ],
    [
      'passes no role of others',
      { action: 'iam:PassRole', resource: `${account}role/customer` },
      'not allowed',
    ],
    ['passes a role of the region', { action: 'iam:PassRole', resource: role }, 'allowed'],
    ['opens not its own trust', { action: 'iam:UpdateAssumeRolePolicy', resource: itself }, 'denied'],
    ['fills not itself', { action: 'iam:AttachRolePolicy', resource: itself, context: operators }, 'denied'],
    ...['deployment', 'deployment-data', 'deployment-iam', 'deployment-extra', 'operators', 'workloads'].map(
      (thing): [string, Request, Verdict] => [
        `changes not the policy ${thing}`,
        { action: 'iam:CreatePolicyVersion', resource: `${account}policy/atoll-aws-eu-west-1-${thing}` },
        'denied',
      ],
    ),
    [
      "changes not another region's boundary",
      { action: 'iam:SetDefaultPolicyVersion', resource: `${account}policy/atoll-aws-eu-west-1-b-workloads` },
      'denied',
    ],
    [
      'uses a key through a service',
      { action: 'kms:Decrypt', context: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
      'allowed',
    ],
  ])('%s', (_name, request, expected) => {
    expect(verdictOf(request)).toBe(expected);
  });

  it.each([
    ['rds.amazonaws.com', 'allowed'],
    ['eks.amazonaws.com', 'allowed'],
    ['guardduty.amazonaws.com', 'not allowed'],
  ] as const)('gets a service-linked role of %s %s', (service, expected) => {
    const request = {
      action: 'iam:CreateServiceLinkedRole',
      resource: `${account}role/aws-service-role/${service}/AWSServiceRoleForX`,
      context: { 'iam:AWSServiceName': service },
    };

    expect(verdictOf(request)).toBe(expected);
  });

  it.each([
    ['is not deleted', 'ScheduleKeyDeletion', {}, 'denied'],
    ['is not locked away', 'DisableKey', {}, 'denied'],
    ['is not opened', 'PutKeyPolicy', {}, 'denied'],
    ['is handed on to a service', 'CreateGrant', { 'kms:GrantIsForAWSResource': 'true' }, 'allowed'],
    ['is not handed on by itself', 'CreateGrant', { 'kms:GrantIsForAWSResource': 'false' }, 'denied'],
    ['is not handed on where nobody says by whom', 'CreateGrant', {}, 'denied'],
  ] as const)("sees to it that the owner's key %s: %s %j %s", (_, name, context, expected) => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const { policies } = deploymentRoleDocuments(exampleRegion({ aws: { customerKeyArn: key } }));

    expect(evaluate(policies, { action: `kms:${name}`, resource: key, context })).toBe(expected);
  });
});

describe('who may assume the Deployment role', () => {
  const { trust } = deploymentRoleDocuments(region);
  const externalId = { 'sts:ExternalId': 'example-external-id-1' };

  it.each([
    ['the control plane with the external id', controlPlane, externalId, true],
    ['the control plane without it', controlPlane, {}, false],
    ['the control plane with another', controlPlane, { 'sts:ExternalId': 'another' }, false],
    ['operations', 'arn:aws:iam::444455556666:role/atoll-operations', externalId, false],
  ] as const)('%s: %s %j %s', (_name, principal, context, expected) => {
    expect(trusts(trust, principal, { action: 'sts:AssumeRole', context })).toBe(expected);
  });

  it("takes the region's session tag and no other region's", () => {
    const verdicts = ['aws-eu-west-1', 'aws-eu-west-2'].map((name) =>
      trusts(trust, controlPlane, {
        action: 'sts:TagSession',
        context: { 'aws:RequestTag/atoll:region': name },
      }),
    );

    expect(verdicts).toEqual([true, false]);
  });

  it('is exactly one principal', () => {
    const principals = new Set(trust.Statement.map(({ Principal }) => JSON.stringify(Principal)));

    expect([...principals]).toEqual([`{"AWS":"${controlPlane}"}`]);
  });
});

describe('a role that the Deployment role makes for itself', () => {
  const [boundary] = boundaryDocuments(region).policies;
  const everything = {
    name: 'everything',
    description: '',
    document: {
      Version: '2012-10-17',
      Statement: [{ Sid: 'A', Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
    },
  } as const;

  it.each<[string, Request]>([
    ['makes no user', { action: 'iam:CreateUser' }],
    ['leaves not the ten services', { action: 'organizations:LeaveOrganization' }],
    ['removes no boundary', { action: 'iam:DeleteRolePermissionsBoundary', resource: role }],
    [
      'changes no boundary',
      { action: 'iam:CreatePolicyVersion', resource: `${account}policy/atoll-aws-eu-west-1-operators` },
    ],
    [
      'changes not the Deployment role',
      { action: 'iam:AttachRolePolicy', resource: itself, context: workloads },
    ],
    ['makes no further role of people', { action: 'iam:CreateRole', resource: role, context: operators }],
    ['makes no role without a boundary', { action: 'iam:CreateRole', resource: role }],
  ])('%s, whatever its policies allow', (_name, request) => {
    expect(evaluate([everything], request, boundary)).not.toBe('allowed');
  });

  it("neither deletes nor opens the owner's key, nor decrypts with any key by hand", () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const own = exampleRegion({
      spec: { encryption: { keys: 'customer' } },
      aws: { customerKeyArn: key },
    });
    const [ownBoundary] = boundaryDocuments(own).policies;
    const actions = [
      ...['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'Decrypt', 'GenerateDataKey'],
      'CreateGrant',
    ];

    const verdicts = actions.map((action) =>
      evaluate([everything], { action: `kms:${action}`, resource: key }, ownBoundary),
    );

    expect(verdicts).toEqual(actions.map(() => 'denied'));
    expect(evaluate([everything], { action: 'kms:Decrypt', resource: key }, boundary)).toBe('denied');
  });

  it('uses keys through services, and describes and grants them', () => {
    const context = { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' };
    const requests: readonly Request[] = [
      { action: 'kms:Decrypt', context },
      { action: 'kms:GenerateDataKeyWithoutPlaintext', context },
      { action: 'kms:ReEncryptTo', context },
      { action: 'kms:DescribeKey' },
      { action: 'kms:CreateGrant' },
    ];

    expect(requests.filter((request) => evaluate([everything], request, boundary) !== 'allowed')).toEqual([]);
  });

  it.each([exampleRegion(), extremeRegion()])('has boundaries that IAM takes', (some) => {
    const sizes = boundaryDocuments(some).policies.map(({ document }) => policySize(document));

    expect(sizes.filter((size) => size > MANAGED_POLICY_LIMIT)).toEqual([]);
  });
});

describe('a private region', () => {
  it('gets the role that regional NAT gateways work as ("Using service-linked roles for VPC")', () => {
    const service = 'ec2-nat-gateway.amazonaws.com';
    const request = {
      action: 'iam:CreateServiceLinkedRole',
      resource: `${account}role/aws-service-role/${service}/AWSServiceRoleForNATGateway`,
      context: { 'iam:AWSServiceName': service },
    };

    expect(verdictOf(request)).toBe('allowed');
  });
});
