import { AGENT_NAME } from '@atoll/agent-model';
import * as kplus from 'cdk8s-plus-28';
import type { Chart } from 'cdk8s';

/** Labels of the agent's pods; what selects them says so by name, since cdk8s's own label moves with the code. */
export const AGENT_LABELS = { 'app.kubernetes.io/name': AGENT_NAME } as const;

/** Port of the Execution API, over HTTPS. */
export const API_PORT = 8443;

/** Port of `/healthz`, `/readyz` and `/metrics`, over plain HTTP. */
export const HEALTH_PORT = 8080;

/** Selects the agent's pods. @param id of the construct, unique in the chart */
export function selectAgentPods(chart: Chart, id: string): kplus.Pods {
  return kplus.Pods.select(chart, id, { labels: { ...AGENT_LABELS } });
}
