import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AGENT_CONFIG_KEY, AGENT_NAME, clusterCrds } from '@atoll/agent-model';
import { createPushedRepository, describeCluster } from '@atoll/cluster/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Manifest, waitUntilServed } from '../testing/guarded-region.ts';
import { edit, type ListedRecord } from '../testing/read-guarded-region.ts';
import { startTestAgent, type TestAgent } from '../testing/start-test-agent.ts';

/** An apply of Flux follows within a second or two on an idle machine. */
const WAIT = { timeout: 60_000, interval: 50 };

const NAME = 'eu-flux';
const URL = 'https://git.example.com/deploy';
const FOLDER = `regions/${NAME}/platform`;
const RECORDS = '/apis/atoll.dev/v1alpha1/namespaces/atoll-system/driftrecords';
const MAP = '/api/v1/namespaces/shop/configmaps/limits';

describeCluster('an agent beside the real Flux', { level: 'flux' }, (getCluster) => {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-beside-flux-'));
  let agent: TestAgent;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const repository = await createPushedRepository();
    remove = () => repository.remove();
    const map = toConfigMap('limits', 'shop', { most: '10' });
    await repository.push({ [`${FOLDER}/shop.ConfigMap.limits.yaml`]: stringify(map) });
    getCluster().serveRepository(URL, repository.folder);
    for (const crd of clusterCrds) await apply({ ...crd });
    await waitUntilServed(getCluster());
    for (const name of ['atoll-system', 'flux-system', 'shop'])
      await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await apply(toAgentConfig(repository.folder));
    await apply(toSource());
    await apply(toStage());
    agent = await startTestAgent(
      { name: NAME, agentNamespace: 'atoll-system', dataFolder: folder },
      {
        ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
        ATOLL_ACCESS: 'remediating',
      },
    );
  });

  afterAll(async () => {
    await agent.stop();
    await remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells path, tool and time of an edit, has Flux heal it on request, and closes the record', async () => {
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    const from = new Date();

    await edit(getCluster(), MAP, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });

    await expect
      .poll(readRecord, WAIT)
      .toMatchObject({ status: { class: 'Modified', changes: [{ path: '/data/most' }] } });
    const change = (await readRecord())?.status?.changes?.[0];
    expect(change).toMatchObject({
      was: { json: '"10"' },
      is: { json: '"11"' },
      by: { manager: 'kubectl-edit', operation: 'Update' },
    });
    const at = Date.parse(change?.by?.time ?? '');
    // The API server writes whole seconds.
    expect(at).toBeGreaterThanOrEqual(Math.floor(from.getTime() / 1_000) * 1_000);
    expect(at).toBeLessThanOrEqual(Date.now());
    await expect
      .poll(async () => (await readRecord())?.status, WAIT)
      .toMatchObject({
        class: 'InSync',
        healedAt: expect.any(String),
        conditions: [{ type: 'Drifted', status: 'False' }],
        history: [{ event: 'Drifted' }, { event: 'FluxAsked' }, { event: 'Healed' }],
      });
    expect(await readData()).toStrictEqual({ most: '10' });
  });

  it('has Flux make again what somebody deleted', async () => {
    await getCluster().request('DELETE', MAP);

    await expect.poll(readData, WAIT).toStrictEqual({ most: '10' });
    await expect
      .poll(async () => (await readRecord())?.status?.history?.map(({ event }) => event), WAIT)
      .toHaveLength(6);
  });

  async function apply(manifest: Manifest): Promise<void> {
    const { status, refusal } = await getCluster().serverSideApply(manifest, { fieldManager: 'test' });
    if (status > 299) throw new Error(`${manifest.kind} ${manifest.metadata.name}: ${refusal}`);
  }

  async function readRecord(): Promise<ListedRecord | undefined> {
    const { json } = await getCluster().request('GET', RECORDS);
    return (json as { readonly items: readonly ListedRecord[] }).items[0];
  }

  async function readData(): Promise<unknown> {
    const { status, json } = await getCluster().request('GET', MAP);
    return status === 200 ? (json as Manifest)['data'] : undefined;
  }
});

function toConfigMap(name: string, namespace: string, data: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}

/** The agent reads the repository itself, not what the stand-in of source-controller serves. */
function toAgentConfig(repository: string): Manifest {
  const config = {
    apiVersion: 'config.atoll.dev/v1alpha1',
    kind: 'AgentConfig',
    region: NAME,
    organization: 'example',
    cloud: 'aws',
    controlCluster: 'main',
    half: 'region',
    deploy: { url: repository, branch: 'main' },
    drift: { policy: 'flux', overrides: [], ignore: [], elastic: [], pauses: [] },
    maintenance: { timeZone: 'UTC', windows: [{ day: 'sun', start: '03:00', minutes: 60 }] },
    freezes: [],
    webhooks: [],
  };
  return toConfigMap(AGENT_NAME, 'atoll-system', { [AGENT_CONFIG_KEY]: JSON.stringify(config) });
}

function toSource(): Manifest {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'atoll', namespace: 'flux-system' },
    spec: { url: URL, interval: '10m', ref: { branch: 'main' } },
  };
}

function toStage(): Manifest {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'platform', namespace: 'flux-system' },
    spec: {
      interval: '10m',
      retryInterval: '1s',
      path: `./${FOLDER}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'atoll' },
    },
  };
}
