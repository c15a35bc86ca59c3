import type { Wait } from '@atoll/cloud';
import type { OpenHost } from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import { type ControlClusterAgent, planControlEgress } from './control-cluster-agent.ts';
import { planRegionEgress } from './agent-egress.ts';

/** Gives what the agent of a region waits for: nothing but its image can be missing. */
export function listAgentWaits({ agent }: Region): readonly Wait[] {
  if (agent.image !== undefined) return [];
  return [
    {
      what: 'the agent',
      field: 'spec.agent.image of regions/fleet/organization.yaml',
      source: 'whoever publishes the image of the agent',
      remedy: 'build it by apps/agent/Dockerfile, push it, and write its digest there',
    },
  ];
}

/** Gives what was rendered wider than anybody would want, for want of ranges that only the owner knows. */
export function listAgentNotices(region: Region): readonly string[] {
  if (region.agent.image === undefined) return [];
  return [
    ...planRegionEgress(region).open.map((host) => explainOpen(host, 'spec.agent.egress', 'region.yaml')),
  ];
}

/** The same of the agent of a control cluster. */
export function listControlAgentNotices(agent: ControlClusterAgent, repository: string): readonly string[] {
  return planControlEgress(agent, repository).open.map((host) =>
    explainOpen(host, 'spec.agent.egress', 'regions/fleet/organization.yaml'),
  );
}

function explainOpen({ host, port, field }: OpenHost, path: string, file: string): string {
  return `the agent may reach every address on port ${port}, since nobody says which addresses ${host} has; name them in ${path}.${field} of ${file}`;
}
