import type { AccessRequest } from '@atoll/iam-policy';
import { type AwsRegion, deploymentRoleOf, iamArn } from '../../aws-region.ts';
import { boundaryDocuments } from '../boundaries.ts';
import { deploymentRoleDocuments } from '../deployment-role.ts';
import { type AccessHolder, listHolders } from './access-holder.ts';

/** A request by which a role would come to more than it has. */
export interface Escalation extends AccessRequest {
  /** What it would be, such as `change a boundary`; fits behind "may". */
  readonly what: string;
}

/** What changes what a policy says. */
const POLICY_CHANGES = ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:SetDefaultPolicyVersion'];

/** What changes what a role may do, or who may assume it. */
const ROLE_CHANGES = [
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];

/** What makes people or credentials, or lets in identities of others. */
const PEOPLE_CHANGES = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateOpenIDConnectProvider',
  'iam:CreateSAMLProvider',
  'iam:CreateUser',
  'iam:PutUserPolicy',
  'iam:UpdateLoginProfile',
];

/**
 * Gives the requests by which a role would widen itself, its boundary, the Deployment role or anybody.
 *
 * Source: the known ways up in IAM (Rhino Security Labs, "AWS IAM Privilege Escalation – Methods and Mitigation"), as far
 * as they lie within the ten services. That the Deployment role fills the roles that it makes, within a boundary, is what
 * it is for.
 */
export function listEscalations(holder: AccessHolder, region: AwsRegion): readonly Escalation[] {
  return [
    ...listOwnChanges(holder, region),
    ...listOwnersChanges(region),
    ...(holder.kind === 'owner' ? [] : listOperatorChanges(region)),
    ...listNewRoles(region),
    ...PEOPLE_CHANGES.map((action) => ({ what: 'make or change people', action, resource: '*' })),
  ];
}

/** A role's own policies, its own trust and its own boundary. */
function listOwnChanges(
  { cloudName, documents, boundary }: AccessHolder,
  region: AwsRegion,
): readonly Escalation[] {
  const context =
    boundary === undefined ? {} : { 'iam:PermissionsBoundary': iamArn(region, 'policy', boundary.name) };
  return [
    ...documents.policies.flatMap(({ name }) => toPolicyChanges(region, name, 'change its own policy')),
    ...toRoleChanges(iamArn(region, 'role', cloudName), 'change itself', context),
  ];
}

/** What the owner made: boundaries, and the Deployment role with its policies. */
function listOwnersChanges(region: AwsRegion): readonly Escalation[] {
  const deployment = iamArn(region, 'role', deploymentRoleOf(region));
  const policies = deploymentRoleDocuments(region).policies;
  return [
    ...boundaryDocuments(region).policies.flatMap(({ name }) =>
      toPolicyChanges(region, name, 'change a boundary'),
    ),
    ...policies.flatMap(({ name }) => toPolicyChanges(region, name, 'change the Deployment role')),
    ...toRoleChanges(deployment, 'change the Deployment role', {}),
    { what: 'hand on the Deployment role', action: 'iam:PassRole', resource: deployment },
  ];
}

/** Operator roles are changed by Atoll alone. */
function listOperatorChanges(region: AwsRegion): readonly Escalation[] {
  return listHolders(region)
    .filter(({ kind }) => kind === 'operator' || kind === 'custom')
    .flatMap(({ cloudName, documents, boundary }) => [
      ...documents.policies.flatMap(({ name }) => toPolicyChanges(region, name, 'change an operator role')),
      ...toRoleChanges(iamArn(region, 'role', cloudName), 'change an operator role', {
        'iam:PermissionsBoundary': iamArn(region, 'policy', boundary?.name ?? ''),
      }),
    ]);
}

/** New roles that no boundary of the region holds. */
function listNewRoles(region: AwsRegion): readonly Escalation[] {
  const resource = iamArn(region, 'role', region.names.of('example'));
  const foreign = { 'iam:PermissionsBoundary': `arn:aws:iam::aws:policy/AdministratorAccess` };
  return [{}, foreign].flatMap((context) =>
    ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePolicy'].map((action) => ({
      what: 'make or fill a role outside the boundaries',
      action,
      resource,
      context,
    })),
  );
}

function toPolicyChanges(region: AwsRegion, name: string, what: string): readonly Escalation[] {
  return POLICY_CHANGES.map((action) => ({ what, action, resource: iamArn(region, 'policy', name) }));
}

function toRoleChanges(
  resource: string,
  what: string,
  context: Readonly<Record<string, string>>,
): readonly Escalation[] {
  return ROLE_CHANGES.map((action) => ({ what, action, resource, context }));
}
