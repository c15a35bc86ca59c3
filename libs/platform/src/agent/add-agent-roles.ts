import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { AgentRule } from './agent-rule.ts';

/**
 * Adds one Role a namespace, one ClusterRole for what is outside of namespaces, and their bindings to the agent's account:
 * all are called `atoll-agent`.
 */
export function addAgentRoles(chart: Chart, rules: readonly AgentRule[]): void {
  const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'agent-account-ref', AGENT_NAME, {
    namespaceName: AGENT_NAMESPACE,
  });
  for (const [index, [namespace, group]] of [...Map.groupBy(rules, (rule) => rule.namespace)].entries()) {
    const id = `agent-${index}`;
    if (namespace === undefined) {
      const role = new kplus.ClusterRole(chart, `cluster-role-${id}`, { metadata: { name: AGENT_NAME } });
      for (const rule of group) allow(role, rule);
      new kplus.ClusterRoleBinding(chart, `cluster-binding-${id}`, {
        metadata: { name: AGENT_NAME },
        role: role as kplus.IClusterRole,
      }).addSubjects(account);
    } else {
      const metadata = { name: AGENT_NAME, namespace };
      const role = new kplus.Role(chart, `role-${id}`, { metadata });
      for (const rule of group) allow(role, rule);
      new kplus.RoleBinding(chart, `binding-${id}`, {
        metadata,
        role: role as kplus.IRole,
      }).addSubjects(account);
    }
  }
}

/** cdk8s-plus writes one rule a resource, and one a name. */
function allow(role: kplus.Role | kplus.ClusterRole, { names, verbs, ...kind }: AgentRule): void {
  const resources = names === undefined ? [toResource(kind)] : names.map((name) => toResource(kind, name));
  role.allow([...verbs], ...resources);
}

/** Both kinds of roles ask the same object differently. */
function toResource({ group, resource }: Pick<AgentRule, 'group' | 'resource'>, name?: string) {
  const api = {
    apiGroup: group,
    resourceType: resource,
    ...(name === undefined ? {} : { resourceName: name }),
  };
  return { ...api, asApiResource: () => api, asNonApiResource: () => undefined };
}
