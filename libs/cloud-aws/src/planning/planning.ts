import type { CloudPlanning } from '@atoll/cloud';
import { judgeChange } from './judge-change.ts';
import { judgeDeletion } from './judge-deletion.ts';
import { listCosts } from './list-costs.ts';
import { listExposure } from './list-exposure.ts';
import { listPermissions } from './list-permissions.ts';
import { lossOf } from './loss-of.ts';

/** What a change of an object means in AWS. */
export const planning: CloudPlanning = {
  lossOf,
  judgeChange,
  judgeDeletion,
  listExposure,
  listCosts,
  listPermissions,
};
