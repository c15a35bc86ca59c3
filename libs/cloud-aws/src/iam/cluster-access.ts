import type { StageCharts } from '@atoll/cloud';
import { addElevatedRole } from '@atoll/platform';
import type { AwsRegion } from '../aws-region.ts';
import { addAccessEntries } from './access-entries.ts';
import { addCustomEntries } from './custom-roles.ts';
import { addPodIdentities } from './workload-roles.ts';

/**
 * Adds to stage `cluster` who may enter the cluster, and which pods may leave it with a role; to stage `flux` of the region what
 * a group of people may do inside, since that stage is applied by whoever may give any right.
 */
export function addClusterAccess(stages: StageCharts, region: AwsRegion): void {
  addAccessEntries(stages, region);
  addCustomEntries(stages, region);
  addPodIdentities(stages, region);
  addElevatedRole(stages.region.flux);
}
