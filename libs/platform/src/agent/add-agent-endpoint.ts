import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { API_PORT, HEALTH_PORT, selectAgentPods } from './agent-pods.ts';

/** Adds the Service of the agent, inside the cluster only: `https` for its Execution API, `http` for health and metrics. */
export function addAgentEndpoint(chart: Chart, { servesApi }: { readonly servesApi: boolean }): void {
  const service = new kplus.Service(chart, 'agent-service', {
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
    type: kplus.ServiceType.CLUSTER_IP,
    selector: selectAgentPods(chart, 'agent-service-pods'),
    ports: [
      ...(servesApi ? [{ name: 'https', port: 443, targetPort: API_PORT }] : []),
      { name: 'http', port: HEALTH_PORT, targetPort: HEALTH_PORT },
    ],
  });
  // The API server drops an empty list, so that the live object would differ from Git for ever.
  ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
}
