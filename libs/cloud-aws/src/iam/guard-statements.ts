import { type AwsRegion, deploymentRoleOf, iamArn } from '../aws-region.ts';
import { deny, type Statement } from './policy-document.ts';

/** What changes an IAM entity or hands it on. */
const IAM_WRITES = [
  'iam:Add*',
  'iam:Attach*',
  'iam:Create*',
  'iam:Delete*',
  'iam:Detach*',
  'iam:PassRole',
  'iam:Put*',
  'iam:Remove*',
  'iam:Set*',
  'iam:Tag*',
  'iam:Untag*',
  'iam:Update*',
];

/** Identities and credentials of people and of other accounts, and settings of the account: no region needs them. */
const PEOPLE = [
  'iam:*AccessKey',
  'iam:*DelegationRequest',
  'iam:*FromGroup',
  'iam:*Group',
  'iam:*GroupPolicy',
  'iam:*LoginProfile',
  'iam:*MFADevice',
  'iam:*OpenIDConnectProvider*',
  'iam:*Organizations*',
  'iam:*SAMLProvider',
  'iam:*SSHPublicKey',
  'iam:*ServiceSpecificCredential',
  'iam:*SigningCertificate',
  'iam:*User',
  'iam:*UserPermissionsBoundary',
  'iam:*UserPolicy',
  'iam:ChangePassword',
  'iam:UpdateAccount*',
];

/** The policy of the owner's own with rights beyond the ten services, where it is a managed one. */
const EXTRA_POLICY = 'deployment-extra';

/** Policies in a region's names that only the owner changes: boundaries and those of the Deployment role. */
const OWNERS_POLICIES = [
  'operators',
  'workloads',
  'deployment',
  'deployment-data',
  'deployment-iam',
  EXTRA_POLICY,
];

/**
 * The roles that people assume, and the endings of their policies.
 *
 * Whole names, here and above: `deployment*` would also match everything of a region that is called prod-deployment.
 */
const OPERATOR_THINGS: Readonly<Record<string, readonly string[]>> = {
  'read-only-operations': ['', '-grants'],
  'elevated-operations': ['', '-iam', '-limits', '-grants'],
  'limited-administrator': ['', '-named', '-create', '-read', '-iam', '-limits', '-grants'],
  // Roles of spec.access.roles, whose names end so; their further policies have a digit.
  access: ['', '-?'],
};

/** Gives the one name of a managed policy in which the owner grants services beyond the ten, see {@link denyOwners}. */
export function extraPolicyNameOf(region: AwsRegion): string {
  return region.names.of(EXTRA_POLICY);
}

/** Gives the ARN of the boundary of the three operator roles. */
export function operatorsBoundaryArn(region: AwsRegion): string {
  return iamArn(region, 'policy', region.names.of('operators'));
}

/** Gives the ARN of the boundary of every role that software runs as. */
export function workloadsBoundaryArn(region: AwsRegion): string {
  return iamArn(region, 'policy', region.names.of('workloads'));
}

/** Denies users, groups, keys, passwords and identity providers. */
export function denyPeople(): Statement {
  return deny({ sid: 'NoPeople', actions: PEOPLE });
}

/** Denies what fills a role without one of these boundaries, or gives a role another boundary or none. */
export function denyWithoutBoundary(boundaries: readonly string[]): readonly Statement[] {
  return [
    deny({
      sid: 'OnlyWithBoundary',
      actions: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
      ],
      condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundaries } },
    }),
    deny({ sid: 'KeepBoundaries', actions: ['iam:DeleteRolePermissionsBoundary'] }),
  ];
}

/**
 * Denies every change of the boundaries and of the Deployment role, of all regions of the account.
 *
 * The wildcard matters where one region's name begins another's: `atoll-eu-*` also holds the names of region eu-west.
 */
export function denyOwners(region: AwsRegion): Statement {
  const roles = new Set([
    iamArn(region, 'role', 'atoll-*-deployment'),
    iamArn(region, 'role', deploymentRoleOf(region)),
  ]);
  return deny({
    sid: 'OwnersOnly',
    actions: IAM_WRITES,
    resources: [...OWNERS_POLICIES.map((thing) => iamArn(region, 'policy', `atoll-*-${thing}`)), ...roles],
  });
}

/** Denies operators every change of operator roles and their policies, their own included. */
export function denyOperatorRoles(region: AwsRegion): Statement {
  return deny({
    sid: 'NotOperators',
    actions: IAM_WRITES,
    resources: Object.entries(OPERATOR_THINGS).flatMap(([thing, endings]) => [
      iamArn(region, 'role', `atoll-*-${thing}`),
      ...endings.map((ending) => iamArn(region, 'policy', `atoll-*-${thing}${ending}`)),
    ]),
  });
}

/** Denies what ends a protection that the owner set: only the owner may delete locked backups before their time. */
export function denyUnlocking(): Statement {
  return deny({ sid: 'KeepLocks', actions: ['s3:BypassGovernanceRetention'] });
}

/**
 * Denies changing the owner's own key, where the region uses one: it is made and deleted by the owner alone. Its use is handed
 * on only where a service of the cloud asks for it on the caller's behalf: an open grant would let in any other account.
 */
export function denyCustomerKey(region: AwsRegion): readonly Statement[] {
  const key = region.cloudSpec.customerKeyArn;
  if (key === undefined) return [];
  const actions = [
    'kms:Delete*',
    'kms:Disable*',
    'kms:PutKeyPolicy',
    'kms:ScheduleKeyDeletion',
    'kms:UpdateKeyDescription',
  ];
  return [
    deny({ sid: 'OwnersKey', actions, resources: [key] }),
    deny({
      sid: 'OwnersKeyForServices',
      actions: ['kms:CreateGrant'],
      resources: [key],
      // Also where KMS would not say who asks.
      condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } },
    }),
  ];
}

/** Denies operators to gain rights by IAM, for themselves or others: roles only for software, never people or operators. */
export function operatorIamLimits(region: AwsRegion): readonly Statement[] {
  return [
    ...denyWithoutBoundary([workloadsBoundaryArn(region)]),
    denyPeople(),
    denyOwners(region),
    denyOperatorRoles(region),
  ];
}
