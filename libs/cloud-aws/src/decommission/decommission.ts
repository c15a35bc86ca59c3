import type { CloudDecommission } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { explainKept } from './explain-kept.ts';
import { fateOf } from './fate-of.ts';
import { listExports } from './list-exports.ts';
import { listInsideSteps } from './list-inside-steps.ts';
import { listLeftoverScans } from './list-leftover-scans.ts';
import { listRevocation } from './list-revocation.ts';
import { locksOf } from './locks-of.ts';

/** How a region in AWS is left. */
export const decommission: CloudDecommission<AwsRegion> = {
  listExports,
  locksOf,
  listInsideSteps,
  explainKept,
  listRevocation,
  listLeftoverScans,
  fateOf,
};
