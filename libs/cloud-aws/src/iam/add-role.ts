import type { Chart } from 'cdk8s';
import type { AwsRegion } from '../aws-region.ts';
import { addManagedResource, tagsOf } from '../managed-resource.ts';
import { IamPolicy, IamRole, IamRolePolicyAttachment } from '../schemas/index.ts';
import { type RoleDocuments, renderPolicy, TRUST_POLICY_LIMIT } from './policy-document.ts';

/** A role to be made. */
export interface RoleProps {
  readonly name: string;
  readonly description: string;
  readonly documents: RoleDocuments;
  /** ARN of the boundary; there is no role without one. */
  readonly boundaryArn: string;
  /** Longest session, in seconds. */
  readonly sessionSeconds: number;
}

/**
 * Adds a role with its policies and their attachments.
 *
 * @throws AppError ERR_AWS_POLICY_SIZE when IAM would refuse a policy as too long
 */
export function addRole(chart: Chart, region: AwsRegion, role: RoleProps): void {
  const { name, documents } = role;
  addManagedResource(chart, region, {
    kind: IamRole,
    name,
    forProvider: {
      description: role.description,
      assumeRolePolicy: renderPolicy(name, documents.trust, TRUST_POLICY_LIMIT),
      permissionsBoundary: role.boundaryArn,
      maxSessionDuration: role.sessionSeconds,
      tags: tagsOf(region, name),
    },
  });
  for (const policy of documents.policies) {
    addManagedResource(chart, region, {
      kind: IamPolicy,
      name: policy.name,
      forProvider: {
        description: policy.description,
        policy: renderPolicy(policy.name, policy.document),
        tags: tagsOf(region, policy.name),
      },
    });
    addManagedResource(chart, region, {
      kind: IamRolePolicyAttachment,
      name: policy.name,
      forProvider: { roleRef: { name }, policyArnRef: { name: policy.name } },
    });
  }
}
