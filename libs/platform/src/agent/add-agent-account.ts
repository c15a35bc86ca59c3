import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * Adds the agent's namespace and account.
 *
 * They stand where rights are handed out, in stage `flux`: the Role with which the agent's own stage is applied has to stand in
 * that namespace before.
 */
export function addAgentAccount(chart: Chart): void {
  new kplus.Namespace(chart, 'agent-namespace', {
    metadata: {
      name: AGENT_NAMESPACE,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
      // With it would go what people keep there: certificates, keys of webhooks, and the history of drift.
      annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    },
  });
  new kplus.ServiceAccount(chart, 'agent-account', {
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
    // The pods ask for their token themselves; nobody else in the namespace gets one by accident.
    automountToken: false,
  });
}
