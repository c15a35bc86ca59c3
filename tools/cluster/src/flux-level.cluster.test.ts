import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { readAuditLog } from './audit-log.ts';
import type { KubeObject } from './kube-object.ts';
import { isAlive } from './process-lock.ts';
import { describeCluster } from './testing/cluster-fixture.ts';
import { createPushedRepository, type PushedRepository } from './testing/create-pushed-repository.ts';
import { listeningAddresses } from './testing/listening-addresses.ts';

const SOURCES = '/apis/source.toolkit.fluxcd.io/v1';
const KUSTOMIZE = '/apis/kustomize.toolkit.fluxcd.io/v1';

/** An apply follows a push in a fraction of a second on an idle machine; in ms. */
const PATIENCE = { timeout: 60_000, interval: 50 };

describeCluster('a cluster of the level flux', { level: 'flux' }, (getCluster) => {
  const repositories: PushedRepository[] = [];

  beforeAll(async () => {
    await create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'flux-system' },
    });
  });

  afterAll(() => Promise.all(repositories.map((repository) => repository.remove())));

  it('applies what is pushed as Flux does, and what is pushed next', async () => {
    const { repository, read } = await followRepository('pushes', {
      'app/a.yaml': configMap('a', { x: '1' }),
    });
    await expect
      .poll(() => read('a'), PATIENCE)
      .toMatchObject({
        data: { x: '1' },
        metadata: {
          labels: { 'kustomize.toolkit.fluxcd.io/name': 'app' },
          managedFields: [{ manager: 'kustomize-controller', operation: 'Apply' }],
        },
      });

    const commit = await repository.push({ 'app/a.yaml': configMap('a', { x: '2' }) });

    await expect.poll(() => read('a'), PATIENCE).toMatchObject({ data: { x: '2' } });
    await expect
      .poll(() => get(`${KUSTOMIZE}/namespaces/pushes/kustomizations/app`), PATIENCE)
      .toMatchObject({
        status: { lastAppliedRevision: `main@sha1:${commit}` },
      });
  });

  it('heals an edit when it is asked to, and leaves the field of a foreign manager', async () => {
    const { read, requestReconcile } = await followRepository('heals', {
      'app/a.yaml': configMap('a', { x: '1' }),
    });
    await expect.poll(() => read('a'), PATIENCE).toMatchObject({ data: { x: '1' } });
    await patch('/api/v1/namespaces/heals/configmaps/a?fieldManager=kubectl-edit', {
      data: { x: 'edited', mine: 'yes' },
    });
    await patch('/api/v1/namespaces/heals/configmaps/a?fieldManager=rogue', { data: { foreign: 'stays' } });

    await requestReconcile('first');

    await expect.poll(() => read('a'), PATIENCE).toMatchObject({ data: { x: '1' } });
    await expect
      .poll(() => get(`${KUSTOMIZE}/namespaces/heals/kustomizations/app`), PATIENCE)
      .toMatchObject({ status: { lastHandledReconcileAt: 'first' } });
    expect((await read('a'))?.['data']).toEqual({ x: '1', foreign: 'stays' });
  });

  it('makes a deleted object again, and prunes what is not in Git any more', async () => {
    const files = { 'app/a.yaml': configMap('a', { x: '1' }), 'app/b.yaml': configMap('b', { x: '1' }) };
    const { repository, read, requestReconcile } = await followRepository('deletes', files);
    await expect.poll(() => read('b'), PATIENCE).toBeDefined();
    await getCluster().request('DELETE', '/api/v1/namespaces/deletes/configmaps/a');

    await requestReconcile('again');
    await expect.poll(() => read('a'), PATIENCE).toMatchObject({ data: { x: '1' } });
    await repository.push({ 'app/a.yaml': files['app/a.yaml'] });

    await expect.poll(() => read('b'), PATIENCE).toBeUndefined();
    expect(await read('a')).toBeDefined();
  });

  it('shows Flux only the branch and the folders that the source names', async () => {
    const { repository, read } = await followRepository('sparse', {
      'app/a.yaml': configMap('a', { from: 'main' }),
      'other/b.yaml': configMap('b', { from: 'main' }),
    });
    await repository.push({ 'app/a.yaml': configMap('a', { from: 'side' }) }, 'side');
    await create(`${KUSTOMIZE}/namespaces/sparse/kustomizations`, kustomization('sparse', 'other'));

    await expect
      .poll(() => readyOf(`${KUSTOMIZE}/namespaces/sparse/kustomizations/other`), PATIENCE)
      .toMatchObject({
        status: 'False',
        message: expect.stringContaining('kustomization path not found'),
      });
    await expect.poll(() => read('a'), PATIENCE).toMatchObject({ data: { from: 'main' } });
  });

  it('says of a source why there is no artifact', async () => {
    const repository = await addRepository();
    await repository.push({ 'app/a.yaml': configMap('a', {}) });
    await createNamespace('faults');
    const path = `${SOURCES}/namespaces/faults/gitrepositories`;
    getCluster().serveRepository('https://git.example.com/faults', repository.folder);
    await create(path, gitRepository('faults', { name: 'unknown', url: 'https://git.example.com/unknown' }));
    await create(path, gitRepository('faults', { name: 'branch', ref: { branch: 'none' } }));
    await create(path, gitRepository('faults', { name: 'tag', ref: { tag: 'v1' } }));
    await create(path, gitRepository('faults', { name: 'folder', sparseCheckout: ['none'] }));

    const message = (text: string) => ({ status: 'False', message: expect.stringContaining(text) });
    await expect
      .poll(() => readyOf(`${path}/unknown`), PATIENCE)
      .toMatchObject(message('not told which local repository https://git.example.com/unknown is'));
    await expect
      .poll(() => readyOf(`${path}/branch`), PATIENCE)
      .toMatchObject(message('Needed a single revision'));
    await expect
      .poll(() => readyOf(`${path}/tag`), PATIENCE)
      .toMatchObject(message('follows spec.ref.branch only'));
    await expect.poll(() => readyOf(`${path}/folder`), PATIENCE).toMatchObject(message('none'));
  });

  it('writes a status only when something changed', async () => {
    const { repository } = await followRepository('quiet', { 'app/a.yaml': configMap('a', {}) });
    const path = `${SOURCES}/namespaces/quiet/gitrepositories`;
    await expect.poll(() => readyOf(`${path}/source`), PATIENCE).toMatchObject({ status: 'True' });

    // Every round looks at all sources: the one that comes later shows that rounds have passed.
    for (const name of ['later', 'last']) {
      await create(path, gitRepository('quiet', { name, url: 'https://git.example.com/quiet' }));
      await expect.poll(() => readyOf(`${path}/${name}`), PATIENCE).toMatchObject({ status: 'True' });
    }
    expect(await statusWritesTo('quiet', 'source')).toBe(1);
    await repository.push({ 'app/a.yaml': configMap('a', { x: '2' }) });
    await expect.poll(() => statusWritesTo('quiet', 'source'), PATIENCE).toBe(2);
  });

  it('collects what belongs to an object that is gone', async () => {
    const { request } = getCluster();
    await createNamespace('owners');
    const path = '/api/v1/namespaces/owners/configmaps';
    const owner = await create(path, { ...JSON_CONFIG_MAP, metadata: { name: 'owner' } });
    const { uid } = owner.metadata;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }];
    await create(path, { ...JSON_CONFIG_MAP, metadata: { name: 'owned', ownerReferences } });

    await request('DELETE', `${path}/owner`);

    await expect.poll(async () => (await request('GET', `${path}/owned`)).status, PATIENCE).toBe(404);
  });

  it.runIf(process.platform === 'linux')('runs four programs that listen on 127.0.0.1 only', () => {
    const { programs } = getCluster();
    const hosts = programs
      .flatMap(({ pid }) => listeningAddresses(pid))
      .map((address) => address.split(':')[0]);

    expect(programs.map(({ name }) => name)).toEqual([
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kustomize-controller',
    ]);
    expect(new Set(hosts)).toEqual(new Set(['0100007F']));
  });

  it('takes all four programs along when its own process is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atoll-flux-life-'));
    const args = [join(import.meta.dirname, 'main.ts'), '--level', 'flux', '--keep', folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const lock = JSON.parse(await readFile(join(folder, 'cluster.lock.json'), 'utf8')) as {
      programs: number[];
    };
    const before = lock.programs.map(isAlive);

    child.kill('SIGKILL');

    expect(before).toEqual([true, true, true, true]);
    await expect.poll(() => lock.programs.some(isAlive), PATIENCE).toBe(false);
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps the log of every program', async () => {
    for (const { logPath } of getCluster().programs) expect(await readFile(logPath, 'utf8')).not.toBe('');
  });

  async function followRepository(namespace: string, files: Readonly<Record<string, string>>) {
    const repository = await addRepository();
    await repository.push(files);
    getCluster().serveRepository(`https://git.example.com/${namespace}`, repository.folder);
    await createNamespace(namespace);
    await create(
      `${SOURCES}/namespaces/${namespace}/gitrepositories`,
      gitRepository(namespace, { name: 'source' }),
    );
    await create(`${KUSTOMIZE}/namespaces/${namespace}/kustomizations`, kustomization(namespace, 'app'));
    const read = (name: string) => get(`/api/v1/namespaces/${namespace}/configmaps/${name}`);
    const requestReconcile = (at: string) =>
      patch(`${KUSTOMIZE}/namespaces/${namespace}/kustomizations/app`, {
        metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': at } },
      });
    return { repository, read, requestReconcile };
  }

  async function addRepository(): Promise<PushedRepository> {
    const repository = await createPushedRepository();
    repositories.push(repository);
    return repository;
  }

  async function createNamespace(name: string): Promise<void> {
    await create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  async function create(path: string, body: unknown): Promise<KubeObject> {
    const answer = await getCluster().request('POST', path, { body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json as KubeObject;
  }

  async function patch(path: string, body: unknown): Promise<void> {
    const answer = await getCluster().request('PATCH', path, {
      body,
      contentType: 'application/merge-patch+json',
    });
    expect(answer.status, answer.text).toBe(200);
  }

  async function get(path: string): Promise<KubeObject | undefined> {
    const answer = await getCluster().request('GET', path);
    return answer.status === 200 ? (answer.json as KubeObject) : undefined;
  }

  async function readyOf(path: string): Promise<unknown> {
    const { conditions = [] } = ((await get(path))?.['status'] ?? {}) as { conditions?: { type: string }[] };
    return conditions.find(({ type }) => type === 'Ready');
  }

  async function statusWritesTo(namespace: string, name: string): Promise<number> {
    const records = await readAuditLog(getCluster().auditLogPath);
    return records.filter(
      ({ objectRef }) =>
        objectRef?.namespace === namespace && objectRef.name === name && objectRef.subresource === 'status',
    ).length;
  }
});

const JSON_CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

function configMap(name: string, data: Readonly<Record<string, string>>): string {
  return stringify({ ...JSON_CONFIG_MAP, metadata: { name }, data });
}

function gitRepository(
  namespace: string,
  { name, ...spec }: { name: string; [field: string]: unknown },
): object {
  const url = `https://git.example.com/${namespace}`;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace },
    spec: { url, interval: '10m', ref: { branch: 'main' }, sparseCheckout: ['app'], ...spec },
  };
}

function kustomization(namespace: string, name: string): object {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec: {
      interval: '10m',
      retryInterval: '1s',
      path: `./${name}`,
      prune: true,
      targetNamespace: namespace,
      sourceRef: { kind: 'GitRepository', name: 'source' },
    },
  };
}
