import type { OrganizationConfig, RegionConfig } from '@atoll/region-config';
import type { AgentFreeze, RegionAgent } from './region-agent.ts';

/** Works out the agents of a region: what it does not say itself the organization says, and what it leaves open has a default. */
export function toRegionAgent(
  config: RegionConfig,
  organization: OrganizationConfig,
  freezes: readonly AgentFreeze[],
): RegionAgent {
  const { agent, maintenance } = config.spec;
  const shared = organization.spec.agent;
  const { executionApi } = agent;
  return {
    image: agent.image ?? shared.image,
    access: agent.access,
    drift: agent.drift,
    maintenance: agent.maintenance ?? { timeZone: 'UTC', windows: [maintenance.window] },
    freezes,
    webhooks: agent.webhooks,
    executionApi:
      executionApi === undefined
        ? undefined
        : { ...executionApi, audience: executionApi.audience ?? config.metadata.name },
    egress: agent.egress,
    control:
      shared.image === undefined
        ? undefined
        : {
            // Either may refuse: the owner of the region, and whoever runs the control cluster.
            access: agent.access === 'remediating' ? shared.access : 'read-only',
            webhooks: shared.webhooks,
          },
  };
}
