import { iamArn } from '../../aws-region.ts';
import * as kinds from '../../schemas/index.ts';
import { type KindRow, type ManagedView, referenceOf, type Scene, textOf } from './kind-row.ts';
import { passRole } from './role-needs.ts';

/** What provider-aws calls for roles, policies and instance profiles. */
export const identityRows: readonly KindRow[] = [
  {
    kind: kinds.IamRole,
    service: 'iam',
    arn: (role, { region }) => iamArn(region, 'role', role.cloudName),
    actions: {
      observe: 'GetRole ListAttachedRolePolicies ListRolePolicies',
      create: 'CreateRole TagRole',
      update:
        'PutRolePermissionsBoundary TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription',
      delete: 'DeleteRole ListInstanceProfilesForRole',
    },
    context: (role) => boundaryOf(role),
    source: 'internal/service/iam/role.go',
  },
  {
    kind: kinds.IamPolicy,
    service: 'iam',
    arn: (policy, { region }) => iamArn(region, 'policy', policy.cloudName),
    actions: {
      observe: 'GetPolicy GetPolicyVersion ListPolicyVersions',
      create: 'CreatePolicy TagPolicy',
      update: 'CreatePolicyVersion DeletePolicyVersion TagPolicy UntagPolicy',
      delete: 'DeletePolicy DeletePolicyVersion ListPolicyVersions',
    },
    source: 'internal/service/iam/policy.go',
  },
  {
    kind: kinds.IamRolePolicyAttachment,
    service: 'iam',
    arn: (attachment, { region }) => iamArn(region, 'role', referenceOf(attachment, 'roleRef') ?? '*'),
    actions: {
      observe: 'ListAttachedRolePolicies',
      create: 'AttachRolePolicy',
      update: '',
      delete: 'DetachRolePolicy',
    },
    context: attachmentContext,
    source: 'internal/service/iam/role_policy_attachment.go',
  },
  {
    kind: kinds.IamInstanceProfile,
    service: 'iam',
    arn: (profile, { region }) => iamArn(region, 'instance-profile', profile.cloudName),
    actions: {
      observe: 'GetInstanceProfile',
      create: 'CreateInstanceProfile AddRoleToInstanceProfile TagInstanceProfile',
      update:
        'AddRoleToInstanceProfile RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile',
      delete: 'DeleteInstanceProfile RemoveRoleFromInstanceProfile',
    },
    needs: (profile, scene) =>
      passRole(scene, referenceOf(profile, 'roleRef'), {
        service: 'ec2.amazonaws.com',
        source: 'IAM User Guide, "Use instance profiles": iam:PassRole',
      }),
    source: 'internal/service/iam/instance_profile.go',
  },
];

function boundaryOf(role: ManagedView | undefined): Readonly<Record<string, string>> {
  const boundary = role === undefined ? undefined : textOf(role, 'permissionsBoundary');
  return boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary };
}

/** IAM looks at the boundary of the role that a policy is attached to. */
function attachmentContext(attachment: ManagedView, scene: Scene): Readonly<Record<string, string>> {
  const policy = referenceOf(attachment, 'policyArnRef');
  return {
    ...boundaryOf(scene.find(kinds.IamRole, referenceOf(attachment, 'roleRef') ?? '')),
    ...(policy === undefined ? {} : { 'iam:PolicyARN': iamArn(scene.region, 'policy', policy) }),
  };
}
