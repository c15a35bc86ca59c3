import { AGENT_CONFIG_KEY, AGENT_NAME, type AgentConfig } from '@atoll/agent-model';
import { compareText } from '@atoll/core';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** Adds the ConfigMap that tells an agent of one half of a region, `agent.json`. */
export function addAgentConfig(chart: Chart, namespace: string, config: AgentConfig): void {
  new kplus.ConfigMap(chart, 'agent-config', {
    metadata: { name: AGENT_NAME, namespace },
    data: { [AGENT_CONFIG_KEY]: `${JSON.stringify(toSorted(config), undefined, 2)}\n` },
  });
}

/** The order of keys in somebody's file must not make a commit; that of lists says something. */
function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, child]) => [key, toSorted(child)]));
}
