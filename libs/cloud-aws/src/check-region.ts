import type { RuleViolation } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { checkConnections } from './check-connections.ts';
import { checkGrants } from './check-grants.ts';
import { checkIdentity } from './check-identity.ts';
import { checkLimits } from './check-limits.ts';
import { checkNetwork } from './check-network.ts';
import { checkRoles } from './check-roles.ts';

/** Gives the broken rules across fields of a region in AWS; schemas have been checked before. */
export function checkRegion(region: AwsRegion): readonly RuleViolation[] {
  return [checkIdentity, checkNetwork, checkConnections, checkLimits, checkRoles, checkGrants].flatMap(
    (check) => check(region),
  );
}
