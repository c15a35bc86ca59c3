import type { CloudAccess } from '@atoll/cloud';
import type { AwsRegion } from '../../aws-region.ts';
import { checkAccess } from './check-access.ts';
import { lintAccess } from './lint-access.ts';
import { listRoles } from './list-roles.ts';
import { liveQueries } from './live-queries.ts';
import { neededActions } from './needed-actions.ts';
import { snapshot } from './snapshot.ts';

/** The roles of a region in AWS. */
export const access: CloudAccess<AwsRegion> = {
  listRoles,
  neededActions,
  checkAccess,
  liveQueries,
  lintAccess,
  snapshot,
};
