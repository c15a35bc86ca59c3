import type { RuleViolation } from '@atoll/cloud';
import { type AwsRegion, partitionOf } from './aws-region.ts';
import { countFitting, openGrantsOf } from './iam/grants.ts';
import { madeOperatorRoles, operatorRoleDocuments } from './iam/operator-documents.ts';
import { TRUST_POLICY_LIMIT } from './iam/policy-document.ts';
import type { AwsSubject } from './subject-schema.ts';

/** Gives the broken rules about grants of access: partitions, and how many of them a trust policy holds. */
export function checkGrants(region: AwsRegion): readonly RuleViolation[] {
  return [...checkPartitions(region), ...madeOperatorRoles.flatMap((role) => checkRoom(region, role))];
}

/** A principal of another partition cannot be trusted; IAM would refuse the whole trust policy. */
function checkPartitions(region: AwsRegion): readonly RuleViolation[] {
  const partition = partitionOf(region);
  return region.grants.flatMap(({ id, subject }) => {
    // Sound because the grant's block was validated by this cloud's own schema.
    const { principalArn } = subject as AwsSubject;
    if (principalArn.split(':')[1] === partition) return [];
    const message = `${principalArn} cannot be trusted in ${region.location}, which lies in ${partition}; name an identity there.`;
    return [{ grant: id, path: 'spec.subject.aws.principalArn', code: 'ERR_CONFIG_AWS_PARTITION', message }];
  });
}

/** IAM refuses a trust policy that is too long, and with it every grant in it. */
function checkRoom(region: AwsRegion, role: (typeof madeOperatorRoles)[number]): readonly RuleViolation[] {
  const grants = openGrantsOf(region, role);
  const fitting = countFitting(grants, (some) => operatorRoleDocuments(region, role, some).trust);
  return grants.slice(fitting).map(({ session }) => ({
    grant: session as string,
    path: 'spec.role',
    code: 'ERR_CONFIG_AWS_GRANTS',
    message: `is one too many: of the ${grants.length} grants of ${role} that are live or to come, ${fitting} fit into its trust policy of ${TRUST_POLICY_LIMIT} characters; revoke one, or commit this one when another is over.`,
  }));
}
