import type { AgentConfig } from '@atoll/agent-model';
import type { Region } from '@atoll/region-model';

/** A half of a region, as an agent guards it. */
export type AgentHalf = AgentConfig['half'];

/**
 * Gives what an agent is told of one half of a region.
 *
 * Freezes are told whenever they are, also those that are over: a rendering has no clock, and the agent has one.
 */
export function toAgentConfig(region: Region, half: AgentHalf): AgentConfig {
  const { agent, deploy } = region;
  const isOwn = half === 'region';
  const { executionApi } = agent;
  return {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AgentConfig',
    region: region.name,
    organization: region.organization,
    cloud: region.cloud,
    controlCluster: region.controlCluster,
    half,
    deploy: {
      url: isOwn ? deploy.regionRepository : deploy.repository,
      branch: deploy.branch,
      ...(deploy.secretName === undefined ? {} : { secretName: deploy.secretName }),
    },
    drift: agent.drift,
    maintenance: {
      timeZone: agent.maintenance.timeZone,
      windows: agent.maintenance.windows.map((window) => ({ ...window })),
    },
    freezes: agent.freezes.map(({ name, from, until, reason }) => ({ name, from, until, reason })),
    webhooks: (isOwn ? agent.webhooks : (agent.control?.webhooks ?? [])).map((webhook) => ({ ...webhook })),
    ...(isOwn && executionApi !== undefined ? { executionApi: toExecutionApi(executionApi) } : {}),
  };
}

function toExecutionApi({
  audience,
  viewerGroups,
  operatorGroups,
  issuer,
  jwksUrl,
}: NonNullable<Region['agent']['executionApi']>): NonNullable<AgentConfig['executionApi']> {
  return {
    audience,
    viewerGroups: [...viewerGroups],
    operatorGroups: [...operatorGroups],
    ...(issuer === undefined ? {} : { issuer }),
    ...(jwksUrl === undefined ? {} : { jwksUrl }),
  };
}
