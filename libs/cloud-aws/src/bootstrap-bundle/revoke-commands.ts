import type { AwsRegion } from '../aws-region.ts';
import { bundlePartsOf } from './bundle-parts.ts';

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
  return [
    ...policies.map(({ arn }) => `aws iam detach-role-policy --role-name ${role.name} --policy-arn ${arn}`),
    `aws iam delete-role --role-name ${role.name}`,
    ...policies.map(({ arn }) => `aws iam delete-policy --policy-arn ${arn}`),
  ];
}

/** Gives the commands that delete the boundaries, once no role of the region is left. */
export function deleteBoundaryCommands(region: AwsRegion): readonly string[] {
  return bundlePartsOf(region).boundaries.map(({ arn }) => `aws iam delete-policy --policy-arn ${arn}`);
}
