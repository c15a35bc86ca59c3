import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import type { RunningCluster } from '@atoll/cluster';
import { type AgentRule, listRegionAgentRules, type WatchedObject } from '@atoll/platform';
import type { GuardedRegion, Manifest } from './guarded-region.ts';

const API = '/apis/rbac.authorization.k8s.io/v1';

/** What the account of an agent may do, as it follows from what its region renders. */
export interface GrantedRights {
  readonly rules: readonly AgentRule[];
  /** Kubeconfig of the account. */
  readonly kubeconfig: string;
  /** Takes one rule away from the account; what it gives puts it back. */
  revoke(rule: AgentRule): Promise<() => Promise<void>>;
  /** Takes all of them away. */
  revokeAll(): Promise<void>;
}

/** Gives the rules of the account in a region's own cluster, as synth lists them of what the region renders. */
export function listShopRules(
  region: GuardedRegion,
  access: 'read-only' | 'remediating',
): readonly AgentRule[] {
  return listRegionAgentRules({
    objects: listWatched(region),
    access,
    fluxNamespace: 'flux-system',
    stages: [region.stage],
    servesApi: false,
  });
}

/**
 * Gives the account of the agent these rights, one binding a rule.
 *
 * @param name of the set: equal names are the same roles
 */
export async function grantRights(
  cluster: RunningCluster,
  name: string,
  rules: readonly AgentRule[],
): Promise<GrantedRights> {
  const apply = async (manifest: Manifest): Promise<void> => {
    const { status, refusal } = await cluster.serverSideApply(manifest, { fieldManager: 'test' });
    if (status > 299) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${refusal}`);
  };
  await apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
  });
  const grants = rules.map((rule, index) => ({ rule, ...toGrant(rule, `${name}-${index}`) }));
  for (const { role, binding } of grants) {
    await apply(role);
    await apply(binding);
  }
  return {
    rules,
    kubeconfig: await writeAccountKubeconfig(cluster, name),
    async revoke(rule) {
      const grant = grants.find((each) => each.rule === rule);
      if (grant === undefined) throw new Error(`no such rule: ${JSON.stringify(rule)}`);
      await cluster.request('DELETE', grant.path);
      return () => apply(grant.binding);
    },
    async revokeAll() {
      for (const { path } of grants) await cluster.request('DELETE', path);
    },
  };
}

async function writeAccountKubeconfig(cluster: RunningCluster, name: string): Promise<string> {
  const { json } = await cluster.request(
    'POST',
    `/api/v1/namespaces/${AGENT_NAMESPACE}/serviceaccounts/${AGENT_NAME}/token`,
    { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} } },
  );
  const { token } = (json as { readonly status: { readonly token: string } }).status;
  const text = await readFile(cluster.kubeconfigPath, 'utf8');
  const path = join(cluster.dataDir, `agent-${name}.kubeconfig`);
  await writeFile(path, text.replace(/client-certificate-data: [^]*$/, `token: ${token}\n`), { mode: 0o600 });
  return path;
}

function listWatched({ namespace, name }: GuardedRegion): readonly WatchedObject[] {
  return [
    toWatched({ group: '', kind: 'ConfigMap', plural: 'configmaps' }, namespace, 'limits'),
    toWatched({ group: '', kind: 'Secret', plural: 'secrets' }, namespace, 'login'),
    toWatched({ group: 'apps', kind: 'Deployment', plural: 'deployments' }, namespace, 'cart'),
    toWatched({ group: 'atoll.dev', kind: 'Region', plural: 'regions' }, undefined, name),
  ];
}

function toWatched(
  { group, kind, plural }: { readonly group: string; readonly kind: string; readonly plural: string },
  namespace: string | undefined,
  name: string,
): WatchedObject {
  const version = group === 'atoll.dev' ? 'v1alpha1' : 'v1';
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return {
    kind: { group, version, apiVersion, kind, plural, namespaced: namespace !== undefined },
    namespace,
    name,
  };
}

interface Grant {
  readonly role: Manifest;
  readonly binding: Manifest;
  /** Of the binding. */
  readonly path: string;
}

/** One Role, or ClusterRole, and its binding. */
function toGrant({ namespace, group, resource, names, verbs }: AgentRule, suffix: string): Grant {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const name = `${AGENT_NAME}-${suffix}`;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const rule = {
    apiGroups: [group],
    resources: [resource],
    verbs,
    ...(names === undefined ? {} : { resourceNames: names }),
  };
  const subjects = [{ kind: 'ServiceAccount', name: AGENT_NAME, namespace: AGENT_NAMESPACE }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name };
  const place = namespace === undefined ? 'clusterrolebindings' : `namespaces/${namespace}/rolebindings`;
  return {
    role: { apiVersion, kind, metadata, rules: [rule] },
    binding: { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects },
    path: `${API}/${place}/${name}`,
  };
}
