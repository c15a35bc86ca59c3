import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, expect, it } from 'vitest';
import { type GuardedRegion, setUpRegion } from '../testing/guarded-region.ts';
import { edit, listRecords } from '../testing/read-guarded-region.ts';
import { startTestAgent, type TestAgent } from '../testing/start-test-agent.ts';
import { toShop } from '../testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 30_000, interval: 25 };

/** A caller may ask ten times a second. */
const ASKING = { timeout: 30_000, interval: 500 };
const AUDIENCE = 'https://api.eu.example.com';

describeCluster('the Execution API of an agent', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  async function setUp(name: string) {
    const region = await setUpRegion(getCluster(), {
      name,
      drift: { policy: 'flux' },
      executionApi: {
        audience: AUDIENCE,
        viewerGroups: [`system:serviceaccounts:shop-${name}`],
        operatorGroups: [`system:serviceaccounts:agent-${name}`],
      },
    });
    stops.push(() => region.dispose());
    const shop = toShop(region);
    await region.publish([shop.map, shop.deployment]);
    const tls = createCertificate(join(region.dataFolder, 'tls'));
    const agent = await startTestAgent(region, {
      ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
      ATOLL_ACCESS: 'remediating',
      ATOLL_API_PORT: '0',
      ATOLL_TLS_FOLDER: tls,
    });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    await expect.poll(() => agent.apiUrl(), WAIT).toBeDefined();
    const certificate = readFileSync(join(tls, 'tls.crt'), 'utf8');
    const call = (token: string | undefined, path: string, body?: object) =>
      send(agent, { certificate, token, path: `/v1/regions/${name}${path}`, body });
    return { region, agent, call, ...shop };
  }

  async function createToken(namespace: string, audience: string): Promise<string> {
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await getCluster().request('POST', accounts, {
      body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'caller' } },
    });
    const { json } = await getCluster().request('POST', `${accounts}/caller/token`, {
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { audiences: [audience] },
      },
    });
    return (json as { readonly status: { readonly token: string } }).status.token;
  }

  async function listEvents(region: GuardedRegion): Promise<readonly string[]> {
    const [record] = await listRecords(region, getCluster());
    return record?.status?.history?.map(({ event }) => event) ?? [];
  }

  it('shows drift to who may read, takes decisions of who may act, and records them', async () => {
    const { region, call, paths } = await setUp('api-1');
    const viewer = await createToken(region.namespace, AUDIENCE);
    const operator = await createToken(region.agentNamespace, AUDIENCE);
    const foreign = await createToken(region.agentNamespace, 'https://api.other.example.com');
    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });
    await expect
      .poll(async () => (await call(viewer, '/drift')).json, ASKING)
      .toMatchObject({ items: [{ class: 'Modified', policy: 'flux', object: { kind: 'ConfigMap' } }] });
    const { id } = (await call(viewer, '/drift')).json.items?.[0] ?? {};

    expect((await call(undefined, '/drift')).status).toBe(401);
    expect((await call(foreign, '/drift')).status).toBe(403);
    expect((await call(viewer, `/drift/${id}/acknowledge`, {})).status).toBe(403);
    expect((await call(operator, '/drift/none')).status).toBe(404);
    const acknowledged = await call(operator, `/drift/${id}/acknowledge`, { comment: 'seen' });
    const healed = await call(operator, `/drift/${id}/heal`, {});

    expect(acknowledged.status).toBe(200);
    expect(acknowledged.json).toMatchObject({
      acknowledged: {
        by: `user:system:serviceaccount:${region.agentNamespace}:caller`,
        comment: 'seen',
      },
    });
    expect(healed.status).toBe(202);
    await expect.poll(() => listEvents(region), WAIT).toContain('FluxAsked');
    await expect
      .poll(async () => (await call(viewer, '/audit')).json.items?.map(({ action }) => action).sort(), ASKING)
      .toStrictEqual(expect.arrayContaining(['drift.acknowledge', 'drift.heal-request', 'heal.flux']));
    const { items = [] } = (await call(viewer, '/audit')).json;
    expect(items.map(({ sequence }) => sequence)).toStrictEqual(items.map((_, index) => index + 1));
  });

  it('tells how the region is, and what it serves', async () => {
    const { region, agent, call } = await setUp('api-2');
    const viewer = await createToken(region.namespace, AUDIENCE);

    const answer = await call(viewer, '');

    expect(answer).toMatchObject({
      status: 200,
      json: { name: 'api-2', cloud: 'aws', isDeploymentTarget: false },
    });
    expect(agent.isLeader()).toBe(true);
  });
});

interface Answer {
  readonly status: number;
  readonly json: {
    readonly items?: readonly {
      readonly id?: string;
      readonly action?: string;
      readonly sequence?: number;
    }[];
    readonly [field: string]: unknown;
  };
}

interface Call {
  readonly certificate: string;
  readonly token: string | undefined;
  readonly path: string;
  readonly body?: object | undefined;
}

function send(agent: TestAgent, { certificate, token, path, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(`${agent.apiUrl()}${path}`, {
      agent: false,
      ca: certificate,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    sent.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text) as Answer['json'] }),
      );
    });
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function createCertificate(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-sha256', '-days', '2', '-newkey', 'ec'],
      ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key],
      ...['-subj', '/CN=agent', '-addext', 'subjectAltName=IP:127.0.0.1', '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return folder;
}
