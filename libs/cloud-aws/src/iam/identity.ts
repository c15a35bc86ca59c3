import type { StageCharts } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { addBoundaries } from './boundaries.ts';
import { addCustomRoles } from './custom-roles.ts';
import { addDeploymentRole } from './deployment-role.ts';
import { addOperatorRoles } from './operator-roles.ts';
import { addProviderConfig } from './provider-config.ts';
import { addWorkloadRoles } from './workload-roles.ts';

/** Adds everything of stage `identity`: the way into the account, what the owner made, the roles of people and software. */
export function addIdentity(stages: StageCharts, region: AwsRegion): void {
  addProviderConfig(stages, region);
  addDeploymentRole(stages, region);
  addBoundaries(stages, region);
  addOperatorRoles(stages, region);
  addCustomRoles(stages, region);
  addWorkloadRoles(stages, region);
}
