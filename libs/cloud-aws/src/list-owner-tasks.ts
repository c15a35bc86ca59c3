import type { OwnerTask } from '@atoll/cloud';
import { type AwsRegion, deploymentRoleOf } from './aws-region.ts';
import { endpointServiceNameOf, transitNameOf } from './cloud-names.ts';
import { findConnection } from './connections.ts';
import { boundaryDocuments } from './iam/boundaries.ts';
import { deploymentRoleDocuments } from './iam/deployment-role.ts';
import { extraPolicyNameOf } from './iam/guard-statements.ts';
import { type NamedPolicy, renderPolicy, TRUST_POLICY_LIMIT } from './iam/policy-document.ts';
import { autoScalingRoleArn, listKeyStatements } from './key-policy.ts';

/** What EC2 Auto Scaling does with a key. Source: EC2 Auto Scaling User Guide, "Key policies for cross-account access". */
const GRANT_OPERATIONS =
  'Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext DescribeKey CreateGrant';

/** Gives what only the owner of the account can do for the region, in the order in which it is needed. */
export function listOwnerTasks(region: AwsRegion): readonly OwnerTask[] {
  return [...listIdentityTasks(region), ...listFurtherTasks(region)];
}

/** Gives those that are left when the bootstrap bundle was run, which makes the role, its policies and the boundaries. */
export function listFurtherTasks(region: AwsRegion): readonly OwnerTask[] {
  return [
    ...listGrantTasks(region),
    ...listKeyTasks(region),
    toDelegation(region),
    ...listConnectionTasks(region),
  ];
}

/** The policies come before the role that holds them, the boundaries before the roles that Atoll makes within them. */
function listIdentityTasks(region: AwsRegion): readonly OwnerTask[] {
  const role = deploymentRoleOf(region);
  const { trust, policies } = deploymentRoleDocuments(region);
  const tags = Object.entries(region.tags).map(([key, value]) => `${key}=${value}`);
  const names = policies.map(({ name }) => name);
  const made = `With the policies ${names.join(', ')} and the tags ${tags.join(', ')}. Trust policy:`;
  return [
    ...[...boundaryDocuments(region).policies, ...policies].map(toPolicyTask),
    { what: `IAM role ${role}`, detail: `${made}\n${renderPolicy(role, trust, TRUST_POLICY_LIMIT)}` },
  ];
}

function toPolicyTask({ name, description, document }: NamedPolicy): OwnerTask {
  return { what: `IAM policy ${name}`, detail: `${description}\n${renderPolicy(name, document)}` };
}

function listGrantTasks(region: AwsRegion): readonly OwnerTask[] {
  return region.extraGrants.map(({ service, reason }) => ({
    what: `Rights on ${service} for ${deploymentRoleOf(region)}`,
    detail: `On that role, as narrow as you like, an inline policy or the managed policy ${extraPolicyNameOf(region)}; no other name, since Atoll may change every other policy in the names of its region. Asked for because: ${reason}`,
  }));
}

function listKeyTasks(region: AwsRegion): readonly OwnerTask[] {
  const { account, customerKeyArn } = region.cloudSpec;
  if (customerKeyArn === undefined) return [];
  const statements = {
    what: `Statements in the policy of key ${customerKeyArn}`,
    detail: JSON.stringify(listKeyStatements(region), undefined, 2),
  };
  if (customerKeyArn.split(':')[4] === account) return [statements];
  const command = `aws kms create-grant --region ${region.location} --key-id ${customerKeyArn} --grantee-principal ${autoScalingRoleArn(region)} --operations ${GRANT_OPERATIONS}`;
  const detail = `The key belongs to another account, so a policy does not reach EC2 Auto Scaling. With an identity of account ${account} that may use the key: ${command}`;
  return [statements, { what: `Grant on key ${customerKeyArn}`, detail }];
}

function toDelegation(region: AwsRegion): OwnerTask {
  const { zone } = region.dns;
  const servers = region.cloudObserved?.nameServers ?? [];
  const records = `NS records for ${zone} in its parent domain`;
  const detail =
    servers.length === 0
      ? `${records}; the name servers are known once \`atoll observe\` has seen the zone.`
      : `${records}: ${servers.join(', ')}`;
  return { what: `Delegation of ${zone}`, detail };
}

function listConnectionTasks(region: AwsRegion): readonly OwnerTask[] {
  const { account } = region.cloudSpec;
  const transit = findConnection(region, 'transit-gateway');
  const attachment = {
    what: `Attachment ${transitNameOf(region)} at Transit Gateway ${transit?.transitGatewayId ?? ''}`,
    detail: `Where the gateway belongs to another account: share it with account ${account} before, and accept the attachment unless it accepts by itself. Its route tables have to lead ${region.network.cidr} to the attachment.`,
  };
  const acceptance = {
    what: `Connections to the endpoint service ${endpointServiceNameOf(region)}`,
    detail: `Accept each of them by hand in account ${account}, since acceptanceRequired is true.`,
  };
  const isAccepting = findConnection(region, 'privatelink')?.acceptanceRequired === true;
  return [...(transit === undefined ? [] : [attachment]), ...(isAccepting ? [acceptance] : [])];
}
