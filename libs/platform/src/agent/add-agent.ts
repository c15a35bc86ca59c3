import type { Chart } from 'cdk8s';
import { addAgentNetworkPolicy } from './add-agent-network-policy.ts';
import { addAgentEndpoint } from './add-agent-endpoint.ts';
import { addAgentWorkload } from './add-agent-workload.ts';
import type { AgentWorkload } from './agent-workload.ts';
import type { EgressPlan } from './plan-egress.ts';

/** A process of the agent and where it may go. */
export interface AgentProps extends AgentWorkload {
  readonly egress: EgressPlan;
}

/** Adds the agent as it runs: Deployment, PodDisruptionBudget, Service and NetworkPolicy, all called `atoll-agent`. */
export function addAgent(chart: Chart, props: AgentProps): void {
  const servesApi = props.tlsSecret !== undefined;
  addAgentWorkload(chart, props);
  addAgentEndpoint(chart, { servesApi });
  addAgentNetworkPolicy(chart, { servesApi, egress: props.egress });
}
