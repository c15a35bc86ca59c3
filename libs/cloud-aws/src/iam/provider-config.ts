import type { StageCharts } from '@atoll/cloud';
import { TypedObject } from '@atoll/typed-object';
import { type AwsRegion, deploymentRoleOf, iamArn } from '../aws-region.ts';
import { PROVIDER_CONFIG, REGION_LABEL } from '../managed-resource.ts';
import { AwsProviderConfig } from '../schemas/index.ts';
import { REGION_TAG } from './arns.ts';

/**
 * Adds the region's ProviderConfig: the control cluster's own identity (IRSA) assumes the owner's Deployment role.
 *
 * It stands in the region's namespace, so that no other region can use it. The session carries the region as a tag,
 * which the Deployment role's trust policy demands and the owner's CloudTrail shows.
 */
export function addProviderConfig(stages: StageCharts, region: AwsRegion): void {
  new TypedObject(
    stages.control.identity,
    `${AwsProviderConfig.kind}-${PROVIDER_CONFIG}`,
    AwsProviderConfig,
    {
      name: PROVIDER_CONFIG,
      namespace: region.namespace,
      labels: { [REGION_LABEL]: region.name },
      spec: {
        credentials: { source: 'IRSA' },
        assumeRoleChain: [
          {
            roleARN: iamArn(region, 'role', deploymentRoleOf(region)),
            externalID: region.cloudSpec.externalId,
            tags: [{ key: REGION_TAG, value: region.name }],
            transitiveTagKeys: [REGION_TAG],
          },
        ],
      },
    },
  );
}
