import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import { readAuditLog } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { type AgentRule, listRegionAgentRules, type WatchedObject } from '@atoll/platform';
import { afterEach, expect, it } from 'vitest';
import { type GuardedRegion, type Manifest, setUpRegion } from './testing/guarded-region.ts';
import { edit, listEvents, listRecords, readRegion } from './testing/read-guarded-region.ts';
import { startTestAgent } from './testing/start-test-agent.ts';
import { toShop } from './testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 60_000, interval: 25 };

describeCluster('an agent with the rights that synth renders', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  async function apply(manifest: Manifest): Promise<void> {
    const { status, refusal } = await getCluster().serverSideApply(manifest, { fieldManager: 'test' });
    if (status > 299) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${refusal}`);
  }

  /** Gives a kubeconfig of the agent's account, with the rules that follow from what its region renders. */
  async function grantRights(region: GuardedRegion, access: 'read-only' | 'remediating'): Promise<string> {
    const rules = listRegionAgentRules({
      objects: listWatched(region),
      access,
      fluxNamespace: 'flux-system',
      stages: [region.stage],
      servesApi: false,
    });
    await apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE },
    });
    for (const manifest of toRoles(rules)) await apply(manifest);
    const { json } = await getCluster().request(
      'POST',
      `/api/v1/namespaces/${AGENT_NAMESPACE}/serviceaccounts/${AGENT_NAME}/token`,
      { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} } },
    );
    const { token } = (json as { readonly status: { readonly token: string } }).status;
    const text = await readFile(getCluster().kubeconfigPath, 'utf8');
    const path = join(getCluster().dataDir, `agent-${access}.kubeconfig`);
    await writeFile(path, text.replace(/client-certificate-data: [^]*$/, `token: ${token}\n`), {
      mode: 0o600,
    });
    return path;
  }

  it.each(['read-only', 'remediating'] as const)(
    'sees, records and tells, and is refused nothing that it asks for: %s',
    async (access) => {
      const region = await setUpRegion(getCluster(), {
        name: `eu-${access}`,
        agentNamespace: AGENT_NAMESPACE,
      });
      stops.push(() => region.dispose());
      const { map, secret, deployment, paths } = toShop(region);
      await region.publish([map, secret, deployment]);
      const kubeconfig = await grantRights(region, access);
      const agent = await startTestAgent(region, { ATOLL_KUBECONFIG: kubeconfig, ATOLL_ACCESS: access });
      stops.push(() => agent.stop());
      await expect.poll(agent.readReadiness, WAIT).toBe('ready');

      await edit(getCluster(), paths.deployment, {
        body: { spec: { replicas: 7 } },
        manager: 'kubectl-edit',
      });

      const ofRegion = async () =>
        (await listRecords(region, getCluster())).filter(({ spec }) => spec.region === region.name);
      await expect
        .poll(ofRegion, WAIT)
        .toMatchObject([{ status: { class: 'Modified', changes: [{ path: '/spec/replicas' }] } }]);
      await expect.poll(() => listEvents(region, getCluster()), WAIT).toHaveLength(1);
      await expect
        .poll(() => readRegion(region, getCluster()), WAIT)
        .toMatchObject({ agents: [{ objects: 3, drifted: 1, unknown: 0 }] });
      const writes = (await readAuditLog(getCluster().auditLogPath)).filter(
        ({ userAgent }) => userAgent === 'atoll-agent',
      );
      expect(writes.filter(({ responseStatus }) => responseStatus?.code === 403)).toStrictEqual([]);
      expect(access === 'read-only' ? listForeignWrites(writes) : []).toStrictEqual([]);
    },
  );
});

/** What a reading agent may write: its Lease, Events and objects of atoll.dev. */
function listForeignWrites(
  writes: readonly { readonly objectRef?: { readonly resource?: string } | undefined }[],
): readonly string[] {
  const own = ['leases', 'events', 'driftrecords', 'regions'];
  return writes
    .map(({ objectRef }) => objectRef?.resource ?? '')
    .filter((resource) => !own.includes(resource));
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

/** One Role, or ClusterRole, and its binding for each rule. */
function toRoles(rules: readonly AgentRule[]): readonly Manifest[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return rules.flatMap(({ namespace, group, resource, names, verbs }, index) => {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const metadata = { name: `${AGENT_NAME}-${index}`, ...(namespace === undefined ? {} : { namespace }) };
    const rule = {
      apiGroups: [group],
      resources: [resource],
      verbs,
      ...(names === undefined ? {} : { resourceNames: names }),
    };
    const subjects = [{ kind: 'ServiceAccount', name: AGENT_NAME, namespace: AGENT_NAMESPACE }];
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: metadata.name };
    return [
      { apiVersion, kind, metadata, rules: [rule] },
      { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects },
    ];
  });
}
