import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { addAccessEntries } from './access-entries.ts';
import { addCustomEntries } from './custom-roles.ts';
import { addPodIdentities } from './workload-roles.ts';

/** Adds to stage `cluster` who may enter the cluster, and which pods may leave it with a role. */
export function addClusterAccess(stages: StageCharts, region: AwsRegion): void {
  addAccessEntries(stages, region);
  addCustomEntries(stages, region);
  addPodIdentities(stages, region);
}
