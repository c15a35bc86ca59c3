import type { RuleViolation } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { checkConnections } from './check-connections.ts';
import { checkIdentity } from './check-identity.ts';
import { checkLimits } from './check-limits.ts';
import { checkNetwork } from './check-network.ts';

/** Gives the broken rules across fields of a region in AWS; schemas have been checked before. */
export function checkRegion(region: AwsRegion): readonly RuleViolation[] {
  return [checkIdentity, checkNetwork, checkConnections, checkLimits].flatMap((check) => check(region));
}
