import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { API_PORT, HEALTH_PORT, selectAgentPods } from './agent-pods.ts';
import type { EgressPlan } from './plan-egress.ts';

/** Port of DNS. */
const DNS_PORT = 53;

/** Namespace of the cluster's DNS, in every distribution that we know. */
const DNS_NAMESPACE = 'kube-system';

/** Doors of the agent. */
export interface AgentDoors {
  /** Whether the Execution API is served. */
  readonly servesApi: boolean;
  readonly egress: EgressPlan;
}

/** Adds the NetworkPolicy of the agent: nothing goes in or out but what is listed. */
export function addAgentNetworkPolicy(chart: Chart, { servesApi, egress }: AgentDoors): void {
  const { tcp, udp } = kplus.NetworkPolicyPort;
  const policy = new kplus.NetworkPolicy(chart, 'agent-network-policy', {
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
    selector: selectAgentPods(chart, 'agent-policy-pods'),
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });
  // Pods of every namespace and addresses outside may knock: who is let in, the API's tokens say.
  const doors = [...(servesApi ? [API_PORT] : []), HEALTH_PORT].map((port) => tcp(port));
  policy.addIngressRule(kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'agent-callers'), doors);
  const dns = kplus.Pods.select(chart, 'agent-dns', {
    namespaces: kplus.Namespaces.select(chart, 'agent-dns-namespace', {
      labels: { 'kubernetes.io/metadata.name': DNS_NAMESPACE },
    }),
  });
  policy.addEgressRule(dns, [tcp(DNS_PORT), udp(DNS_PORT)]);
  for (const { to, cidrs, ports } of egress.rules) {
    for (const [index, cidr] of cidrs.entries()) {
      policy.addEgressRule(
        kplus.NetworkPolicyIpBlock.ipv4(chart, `agent-${to}-${index}`, cidr),
        ports.map((port) => tcp(port)),
      );
    }
  }
}
