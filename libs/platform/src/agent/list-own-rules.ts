import { AGENT_NAME, AGENT_NAMESPACE, CLUSTER_API_GROUP } from '@atoll/agent-model';
import { type AgentRule, READ } from './agent-rule.ts';

/** Kinds of the agent's own namespace. */
const LEASES = { namespace: AGENT_NAMESPACE, group: 'coordination.k8s.io', resource: 'leases' } as const;

/**
 * Gives the rules for what the agent keeps itself, in its own namespace: its Lease and its DriftRecords.
 *
 * A name cannot bound what is created, since the API server does not know it when it asks.
 */
export function listOwnRules(): readonly AgentRule[] {
  const records = { namespace: AGENT_NAMESPACE, group: CLUSTER_API_GROUP };
  return [
    { ...LEASES, verbs: ['create'] },
    { ...LEASES, names: [AGENT_NAME], verbs: [...READ, 'update'] },
    { ...records, resource: 'driftrecords', verbs: [...READ, 'create'] },
    { ...records, resource: 'driftrecords/status', verbs: ['patch'] },
  ];
}

/** Gives the rule by which the agent says how regions are; reading them is the business of whoever renders them. */
export function regionStatusRule(): AgentRule {
  return { namespace: undefined, group: CLUSTER_API_GROUP, resource: 'regions/status', verbs: ['patch'] };
}

/** Gives the rule by which the agent tells of objects: an Event stands in the namespace of what it is about. */
export function eventRule(namespace: string | undefined): AgentRule {
  return { namespace, group: 'events.k8s.io', resource: 'events', verbs: ['create', 'patch'] };
}

/** Gives the rule by which the agent reads what synth tells it; undefined: of all regions of a control cluster. */
export function configRule(namespace: string | undefined): AgentRule {
  return { namespace, group: '', resource: 'configmaps', names: [AGENT_NAME], verbs: READ };
}

/** Gives the rule by which the agent writes down what people decide through its API. */
export function decisionRule(): AgentRule {
  return { namespace: AGENT_NAMESPACE, group: CLUSTER_API_GROUP, resource: 'driftrecords', verbs: ['patch'] };
}

/** Gives the rule by which the agent asks whose a token is. */
export function tokenReviewRule(): AgentRule {
  return {
    namespace: undefined,
    group: 'authentication.k8s.io',
    resource: 'tokenreviews',
    verbs: ['create'],
  };
}

/** Gives the rules by which the agent sees how far Flux is, and where it is to heal, asks it to begin anew. */
export function kustomizationRules(
  namespace: string | undefined,
  asked: readonly string[],
): readonly AgentRule[] {
  const rule = { namespace, group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations' };
  return [
    { ...rule, verbs: READ },
    ...(asked.length === 0 ? [] : [{ ...rule, names: asked, verbs: ['patch'] }]),
  ];
}
