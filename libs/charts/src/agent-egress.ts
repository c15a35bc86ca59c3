import { type EgressPlan, planEgress } from '@atoll/platform';
import type { Region } from '@atoll/region-model';

/** Works out where the agent in a region's own cluster may go. */
export function planRegionEgress({ agent, deploy }: Region): EgressPlan {
  return planEgress(agent.egress, {
    git: deploy.regionRepository,
    webhooks: agent.webhooks.map(({ url }) => url),
    jwks: agent.executionApi?.jwksUrl,
  });
}
