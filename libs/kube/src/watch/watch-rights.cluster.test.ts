import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type WatchWorld } from '../testing/watch-world.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import type { WatchedResource, WatchState } from './watched-resource.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describeCluster('a watch with the rights of a service account', {}, (getCluster) => {
  let world: WatchWorld;
  let admin: KubeConnection;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
    admin = world.connect();
  });
  afterEach(() => world.end());

  async function post(path: string, body: object): Promise<unknown> {
    return (await admin.request({ method: 'POST', path, body })).body;
  }

  /** Makes a namespace with an account in it that may read its ConfigMaps. */
  async function createAccount(namespace: string): Promise<void> {
    await world.createNamespace(namespace);
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'agent' } };
    await post(`/api/v1/namespaces/${namespace}/serviceaccounts`, account);
    await allow(namespace, 'configmaps');
  }

  async function allow(namespace: string, plural: string): Promise<void> {
    const root = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const group = 'rbac.authorization.k8s.io';
    await post(`${root}/roles`, {
      apiVersion: `${group}/v1`,
      kind: 'Role',
      metadata: { name: plural },
      rules: [{ apiGroups: [''], resources: [plural], verbs: ['get', 'list', 'watch'] }],
    });
    await post(`${root}/rolebindings`, {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name: plural },
      roleRef: { apiGroup: group, kind: 'Role', name: plural },
      subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace }],
    });
  }

  async function createToken(namespace: string): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/agent/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const { status } = (await post(path, body)) as { readonly status: { readonly token: string } };
    return status.token;
  }

  /** Names the token as a pod's own configuration does: by a file that is replaced from time to time. */
  async function writeTokenConfig(namespace: string): Promise<{ config: string; tokenFile: string }> {
    const { dataDir, url, caPath } = getCluster();
    const tokenFile = join(dataDir, `${namespace}.token`);
    const config = join(dataDir, `${namespace}.yaml`);
    const content = {
      'current-context': 'pod',
      contexts: [{ name: 'pod', context: { cluster: 'own', user: 'own' } }],
      clusters: [{ name: 'own', cluster: { server: url, 'certificate-authority': caPath } }],
      users: [{ name: 'own', user: { 'auth-provider': { name: 'tokenFile', config: { tokenFile } } } }],
    };
    await writeFile(config, JSON.stringify(content), { mode: 0o600 });
    return { config, tokenFile };
  }

  it('sees what the account may see', async () => {
    await createAccount('account');
    const { config, tokenFile } = await writeTokenConfig('account');
    await writeFile(tokenFile, `${await createToken('account')}\n`, { mode: 0o600 });
    const { told, isSynced } = world.watch([mapsOf('account')], { connection: world.connect(config) });
    await expect.poll(isSynced, WAIT).toBe(true);

    await world.putMap('account', 'seen', '1');

    await expect.poll(told, WAIT).toStrictEqual(['upsert seen']);
  });

  it('fault 19: takes a token that was replaced, for requests and for watches', async () => {
    await createAccount('expired');
    const { config, tokenFile } = await writeTokenConfig('expired');
    await writeFile(tokenFile, await createToken('expired'), { mode: 0o600 });
    const connection = world.connect(config);
    const list = { method: 'GET', path: '/api/v1/namespaces/expired/configmaps' } as const;
    expect(await connection.request(list)).toMatchObject({ status: 200 });

    // An account that is made anew has another uid, so its old tokens are refused at once.
    const path = '/api/v1/namespaces/expired/serviceaccounts';
    await admin.request({ method: 'DELETE', path: `${path}/agent` });
    await post(path, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'agent' } });
    await expect
      .poll(() => connection.request(list).catch((error: unknown) => error), WAIT)
      .toMatchObject({ code: 'ERR_KUBE_UNAUTHORIZED', status: 401 });
    await writeFile(tokenFile, await createToken('expired'), { mode: 0o600 });

    expect(await connection.request(list)).toMatchObject({ status: 200 });
    const { isSynced, told } = world.watch([mapsOf('expired')], { connection });
    await expect.poll(isSynced, WAIT).toBe(true);
    await world.putMap('expired', 'after', '1');
    await expect.poll(told, WAIT).toStrictEqual(['upsert after']);
  });

  it('fault 20: says which resource is forbidden, sees the others, and sees it when it may', async () => {
    await createAccount('partly');
    const { config, tokenFile } = await writeTokenConfig('partly');
    await writeFile(tokenFile, await createToken('partly'), { mode: 0o600 });
    const services: WatchedResource = { ...mapsOf('partly'), plural: 'services' };
    const watched = world.watch([mapsOf('partly'), services], { connection: world.connect(config) });
    const states = (): readonly WatchState[] => watched.watch.states().map(({ state }) => state);
    await expect.poll(states, WAIT).toStrictEqual(['fresh', 'forbidden']);
    await world.putMap('partly', 'map', '1');
    await expect.poll(watched.told, WAIT).toStrictEqual(['upsert map']);

    await allow('partly', 'services');

    await expect.poll(states, WAIT).toStrictEqual(['fresh', 'fresh']);
  });
});
