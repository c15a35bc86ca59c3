import type { AwsRegion } from '../aws-region.ts';
import type { AwsSubject } from '../subject-schema.ts';
import {
  deny,
  type NamedPolicy,
  type PolicyDocument,
  policySize,
  toPolicy,
  TRUST_POLICY_LIMIT,
} from './policy-document.ts';
import { type Grant, trustGrants } from './trust.ts';

/** What people read in the console. */
const DESCRIPTION = 'Ends what sessions of time-bounded grants may do when their grant ends.';

/** Gives the grants of a role whose trust is still needed: those that come and those that are live, by id. */
export function openGrantsOf(region: AwsRegion, role: string): readonly Grant[] {
  return grantsOf(region, role).filter(({ isOver }) => isOver !== true);
}

/** Gives every grant of a role that is not over for good, by id; `isOver` tells those whose sessions alone may last. */
export function grantsOf(region: AwsRegion, role: string): readonly Grant[] {
  return region.grants
    .filter((grant) => grant.role === role)
    .map(({ id, subject, from, until, phase }) => ({
      // Sound because the grant's block was validated by this cloud's own schema.
      principal: (subject as AwsSubject).principalArn,
      session: id,
      from,
      until,
      isOver: phase === 'ending',
    }));
}

/** Gives a trust policy that trusts the grants' subjects too, each in its span and under the name of its grant. */
export function withGrants(
  trust: PolicyDocument,
  region: AwsRegion,
  grants: readonly Grant[],
): PolicyDocument {
  return toPolicy([
    ...trust.Statement,
    ...trustGrants(
      region,
      grants.filter(({ isOver }) => isOver !== true),
    ),
  ]);
}

/**
 * Gives the policy that ends a role's granted sessions with their grants; none without a grant.
 *
 * A trust policy only guards the begin of a session, which may then last for hours. A session has the name of its grant,
 * and IAM sees it in `aws:userid`. Source: IAM User Guide, "IAM policy elements: Variables and tags", table of aws:userid.
 */
export function endGrants(region: AwsRegion, role: string, grants: readonly Grant[]): readonly NamedPolicy[] {
  const named = grants.filter(({ session }) => session !== undefined);
  if (named.length === 0) return [];
  const statements = named.map(({ session, until }, index) =>
    deny({
      sid: `End${index + 1}`,
      actions: ['*'],
      condition: {
        StringLike: { 'aws:userid': `*:${session}` },
        DateGreaterThanEquals: { 'aws:CurrentTime': until },
      },
    }),
  );
  return [
    { name: region.names.of(`${role}-grants`), description: DESCRIPTION, document: toPolicy(statements) },
  ];
}

/** Gives how many of a role's grants fit into its trust policy, in their order; all of them when it is not too long. */
export function countFitting(
  grants: readonly Grant[],
  toTrust: (grants: readonly Grant[]) => PolicyDocument,
): number {
  let count = grants.length;
  while (count > 0 && policySize(toTrust(grants.slice(0, count))) > TRUST_POLICY_LIMIT) count -= 1;
  return count;
}
