import { copyFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { issueClientCertificate } from '@atoll/cluster';
import {
  describeCluster,
  startAnswerProxy,
  startFaultProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, type WatchWorld } from '../testing/watch-world.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const NAMESPACE = { method: 'GET', path: '/api/v1/namespaces/default' } as const;

describeCluster('requests to a real API server', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  /** Writes a kubeconfig whose certificates are files, which somebody may replace. */
  async function writeFileConfig(name: string, url = getCluster().url): Promise<string> {
    const { dataDir } = getCluster();
    const path = join(dataDir, `${name}.yaml`);
    const file = (kind: string) => join(dataDir, `${name}-${kind}.pem`);
    const content = {
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name } }],
      clusters: [{ name, cluster: { server: url, 'certificate-authority': file('ca') } }],
      users: [{ name, user: { 'client-certificate': file('cert'), 'client-key': file('key') } }],
    };
    await writeFile(path, JSON.stringify(content), { mode: 0o600 });
    await replaceFiles(name, {});
    return path;
  }

  async function replaceFiles(
    name: string,
    files: { ca?: string; cert?: string; key?: string },
  ): Promise<void> {
    const { dataDir, caPath, adminCert, adminKey } = getCluster();
    const all = { ca: caPath, cert: adminCert, key: adminKey, ...files };
    for (const [kind, from] of Object.entries(all))
      await copyFile(from, join(dataDir, `${name}-${kind}.pem`));
  }

  it('gives what the server wrote, fields that nobody knows and Warnings included', async () => {
    const connection = world.connect();
    const body = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'raw', namespace: 'default', creationTimestamp: null },
      data: { text: 'ä€😀' },
      unknown: 1,
    };
    const path = '/api/v1/namespaces/default/configmaps?fieldValidation=Warn';

    const answer = await connection.request({ method: 'POST', path, body });

    expect(answer).toMatchObject({ status: 201, body: { data: { text: 'ä€😀' } } });
    expect(answer.warnings).toStrictEqual(['unknown field "unknown"']);
  });

  it('keeps its sockets, and reads an answer that is compressed', async () => {
    const proxy = await startFaultProxy(getCluster().url);
    world.onEnd(() => proxy.stop());
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles';

    for (let round = 0; round < 20; round += 1) {
      const { body } = await connection.request({ method: 'GET', path });
      expect((body as { readonly items: readonly unknown[] }).items.length).toBeGreaterThan(10);
    }

    // A request that begins in the moment in which another ends takes a second one.
    expect(proxy.opened).toBeLessThanOrEqual(3);
  });

  it('gives up a request after its time, and one that its caller gives up', async () => {
    const proxy = await startFaultProxy(getCluster().url);
    world.onEnd(() => proxy.stop());
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));
    await connection.request(NAMESPACE);
    proxy.freeze();
    const waiting = connection.request({ ...NAMESPACE, timeoutMs: 5_000 }).catch(() => 'after 5 s');

    // The others need new sockets, whose handshake the frozen server does not answer.
    await expect(connection.request({ ...NAMESPACE, timeoutMs: 100 })).rejects.toMatchObject({
      code: 'ERR_KUBE_UNREACHABLE',
      status: undefined,
      isRetryable: true,
    });
    await expect(
      connection.request({ ...NAMESPACE, signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ code: 'ERR_KUBE_UNREACHABLE' });
    expect(await Promise.race([waiting, Promise.resolve('still waiting')])).toBe('still waiting');
    proxy.thaw();
    expect(await connection.request(NAMESPACE)).toMatchObject({ status: 200 });
    expect(await waiting).toMatchObject({ status: 200 });
  });

  it('says how long to wait, once the server does', async () => {
    const proxy = await startAnswerProxy(getCluster());
    world.onEnd(() => proxy.stop());
    const headers = { 'retry-after': '7' };
    proxy.setFault(() => ({ kind: 'answer', status: 429, headers, body: 'Too many requests' }));
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));

    await expect(connection.request(NAMESPACE)).rejects.toMatchObject({
      code: 'ERR_KUBE_RESPONSE',
      status: 429,
      retryAfterMs: 7_000,
      isRetryable: true,
    });
  });

  it('fault 19: takes an authority and a client certificate that were replaced', async () => {
    const path = await writeFileConfig('rotated');
    const observer = await issueClientCertificate(dirname(getCluster().caPath), {
      user: 'observer',
      groups: [],
    });
    await replaceFiles('rotated', { ca: getCluster().adminCert, ...observer });
    const connection = world.connect(path);
    await expect(connection.request(NAMESPACE)).rejects.toMatchObject({ code: 'ERR_KUBE_UNREACHABLE' });

    const ask = () =>
      connection.request(NAMESPACE).then(
        () => 'allowed',
        ({ code }: { code: string }) => code,
      );
    await replaceFiles('rotated', observer);
    await expect.poll(ask, WAIT).toBe('ERR_KUBE_FORBIDDEN');
    await replaceFiles('rotated', {});
    await expect.poll(ask, WAIT).toBe('allowed');
  });

  it('refuses a server without TLS before anything is sent', async () => {
    const path = await writeFileConfig('plain', 'http://127.0.0.1:1');

    expect(() => world.connect(path)).toThrow(
      'The server http://127.0.0.1:1 of the context "plain" is reached without TLS, which is refused; use https.',
    );
  });
});
