import type { AwsRegion } from '../aws-region.ts';
import { type BundlePolicy, bundlePartsOf } from './bundle-parts.ts';
import { terraformAddressOf } from './render-terraform.ts';

/** Name of the inline policy that stops a role at once. */
const STOP = 'atoll-stopped';

/** Denies everything; an inline policy counts for sessions that are open already, too. */
const DENY_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** Gives the command that takes every right from the Deployment role at once, open sessions included, and its undoing. */
export function stopCommands(region: AwsRegion): { readonly stop: string; readonly resume: string } {
  const role = bundlePartsOf(region).role.name;
  return {
    stop: `aws iam put-role-policy --role-name ${role} --policy-name ${STOP} --policy-document '${DENY_ALL}'`,
    resume: `aws iam delete-role-policy --role-name ${role} --policy-name ${STOP}`,
  };
}

/** Gives the commands that delete the Deployment role and its policies, however they were made. */
export function deleteRoleCommands(region: AwsRegion): readonly string[] {
  const { role, policies } = bundlePartsOf(region);
  const named = `--role-name ${role.name}`;
  return [
    renderLoop(
      `list-attached-role-policies ${named} --query 'AttachedPolicies[].PolicyArn'`,
      `detach-role-policy ${named} --policy-arn`,
    ),
    // The stop is one of them, if the role was stopped.
    renderLoop(
      `list-role-policies ${named} --query 'PolicyNames[]'`,
      `delete-role-policy ${named} --policy-name`,
    ),
    `aws iam delete-role ${named}`,
    ...policies.flatMap(deletePolicyCommands),
  ];
}

/** Gives the command that destroys the same with Terraform; it names what goes, since a plain destroy stops at the boundaries. */
export function destroyRoleCommand(region: AwsRegion): string {
  const targets = ['aws_iam_role.deployment', ...bundlePartsOf(region).policies.map(terraformAddressOf)];
  return `terraform destroy ${targets.map((target) => `-target=${target}`).join(' ')}`;
}

/** Gives the commands that delete the boundaries, once no role of the region is left. */
export function deleteBoundaryCommands(region: AwsRegion): readonly string[] {
  return bundlePartsOf(region).boundaries.flatMap(deletePolicyCommands);
}

/** IAM refuses to delete a policy that has other versions than the one in force. */
function deletePolicyCommands({ arn }: BundlePolicy): readonly string[] {
  return [
    renderLoop(
      `list-policy-versions --policy-arn ${arn} --query 'Versions[?IsDefaultVersion==\`false\`].VersionId'`,
      `delete-policy-version --policy-arn ${arn} --version-id`,
    ),
    `aws iam delete-policy --policy-arn ${arn}`,
  ];
}

/** The AWS CLI prints `None` for an empty answer. */
function renderLoop(list: string, each: string): string {
  return `for each in $(aws iam ${list} --output text); do [ "$each" = None ] || aws iam ${each} "$each"; done`;
}
