import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegionStatus } from '@atoll/agent-model';
import type { RenderedObject } from '@atoll/cloud';
import { describeCluster } from '@atoll/cluster/testing';
import { type PretendCloud, startPretendCloud } from '@atoll/pretend-cloud';
import { smokeRequirements } from '@atoll/region-status';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAtollCrds } from '../../testing/atoll-crds.ts';
import { type OpenRegion, openRegion } from './open-region.ts';
import { readRegionStatus } from './read-region-status.ts';

const REGION = 'aws-us-east-1';
const NAMESPACE = `region-${REGION}`;
const ROOT = join(import.meta.dirname, '../../../../..');

/** Requirements that no cluster shows to a workstation: the agent's word on them has tests of its own. */
const UNSEEN = ['dns-resolves', 'clock-skew', 'quota-headroom', 'kubernetes-backup', 'images-pulled'];

/** How long what the pretended cloud does is waited for. */
const WAIT = { timeout: 60_000, interval: 200 };

const crds = writeAtollCrds();
const root = mkdtempSync(join(tmpdir(), 'atoll-smoke-'));
const crdFolders = [
  crds,
  join(ROOT, 'libs/cloud-aws/src/schemas/crds'),
  join(ROOT, 'libs/flux/src/schemas/crds'),
];

describeCluster('each smoke requirement', { crdFolders }, (getCluster) => {
  let cloud: PretendCloud;
  let region: OpenRegion;

  beforeAll(async () => {
    for (const name of ['fleet', REGION])
      cpSync(join(ROOT, 'regions', name), join(root, 'regions', name), { recursive: true });
    const kubeconfig = getCluster().kubeconfigPath;
    const opened = await openRegion({
      root,
      region: REGION,
      now: new Date(),
      kubeconfig,
      regionContext: 'atoll',
    });
    if ('problems' in opened) throw new Error('the example region is broken');
    region = opened;
    for (const name of [NAMESPACE, 'flux-system'])
      await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    cloud = await startPretendCloud({ kubeconfig, namespaces: [NAMESPACE], pace: { pollMs: 500 } });
    for (const { object } of [...region.plan.managed, ...region.plan.stages]) await apply(object);
    await cloud.until((objects) => objects.length > 0 && objects.every(isReady));
    drift('Instance', 'latestRestorableTime', new Date().toISOString());
    await setBootstrap('True');
    for (const zone of ['a', 'b', 'c']) await createNode(zone);
    await setStorageClass('true');
  });

  afterAll(async () => {
    await cloud.stop();
    await region.close();
    for (const folder of [crds, root]) rmSync(folder, { recursive: true, force: true });
  });

  async function resultOf(id: string): Promise<string | undefined> {
    const { report } = await readRegionStatus(region.clusters, region.plan, {
      now: new Date(),
      previous: undefined,
    });
    return report.smoke.find((row) => row.id === id)?.result;
  }

  /** Breaks what a requirement looks at; gives what mends it. */
  const rows: readonly (readonly [id: string, damage: () => Promise<() => unknown>])[] = [
    // The first: mending another row of the database takes back what no provider would write.
    [
      'database-restorable',
      async () => {
        drift('Instance', 'latestRestorableTime', '2020-01-01T00:00:00Z');
        return () => drift('Instance', 'latestRestorableTime', new Date().toISOString());
      },
    ],
    ['subnets-three-zones', () => tamper('Subnet', 'availabilityZone', 'us-east-1a', 'subnet-3')],
    ['database-class', () => tamper('Instance', 'instanceClass', 'db.t4g.micro')],
    ['database-encrypted', () => tamper('Instance', 'storageEncrypted', false)],
    ['database-private', () => tamper('Instance', 'publiclyAccessible', true)],
    ['database-retention', () => tamper('Instance', 'backupRetentionPeriod', 1)],
    ['control-plane-logs', () => tamper('Cluster', 'enabledClusterLogTypes', ['api'])],
    ['keys-enabled', () => tamper('Key', 'isEnabled', false)],
    [
      'api-server-reachable',
      async () => {
        await setBootstrap('False');
        return () => setBootstrap('True');
      },
    ],
    [
      'nodes-three-zones',
      async () => {
        await getCluster().request('DELETE', '/api/v1/nodes/node-c');
        return () => createNode('c');
      },
    ],
    [
      'node-size',
      async () => {
        await setCapacity('a', '4');
        return () => setCapacity('a', '8');
      },
    ],
    [
      'storage-class',
      async () => {
        await setStorageClass('false');
        return () => setStorageClass('true');
      },
    ],
  ];

  it.each(rows)('%s passes, fails on what breaks it, and passes when that is mended', async (id, damage) => {
    await expect.poll(() => resultOf(id), WAIT).toBe('passed');

    const mend = await damage();
    await expect.poll(() => resultOf(id), WAIT).toBe('failed');

    await mend();
    await expect.poll(() => resultOf(id), WAIT).toBe('passed');
  });

  it('is broken here, or known to be out of sight', () => {
    const tried = [...rows.map(([id]) => id), ...UNSEEN];

    expect(tried.sort()).toStrictEqual(smokeRequirements.map(({ id }) => id).sort());
  });

  it('that only the agent in the region can see passes by its word', async () => {
    const path = '/apis/atoll.dev/v1alpha1/regions';
    const spec = { cloud: 'aws', location: 'us-east-1', organization: 'example', controlCluster: 'main' };
    await apply({ apiVersion: 'atoll.dev/v1alpha1', kind: 'Region', metadata: { name: REGION }, spec });
    const status: RegionStatus = {
      agents: [{ half: 'region', lastSeen: new Date().toISOString(), sequence: 1 }],
      smoke: UNSEEN.map((id) => ({ id, passed: false, result: 'failed', message: 'seen from inside' })),
    };

    expect(await resultOf('dns-resolves')).toBe('unknown');
    await patch(`${path}/${REGION}/status`, { status });
    for (const id of UNSEEN) expect(await resultOf(id)).toBe('failed');
  });

  async function tamper(kind: string, path: string, value: unknown, name?: string): Promise<() => void> {
    const match = { kind, ...(name === undefined ? {} : { name: `atoll-${REGION}-${name}` }) };
    cloud.drift({ match, path, value, hold: true });
    return () => cloud.release(match);
  }

  function drift(kind: string, path: string, value: unknown): void {
    cloud.drift({ match: { kind }, path, value, hold: true });
  }

  async function apply(object: RenderedObject): Promise<void> {
    const answer = await getCluster().serverSideApply(
      { ...object, metadata: { ...object.metadata } },
      { fieldManager: 'kustomize-controller' },
    );
    expect(answer).not.toHaveProperty('refusal');
  }

  async function setBootstrap(status: 'True' | 'False'): Promise<void> {
    const lastTransitionTime = new Date().toISOString();
    const conditions = [
      { type: 'Ready', status, reason: 'Reconciled', message: 'of the test', lastTransitionTime },
    ];
    const stages = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${NAMESPACE}/kustomizations`;
    await patch(`${stages}/bootstrap/status`, { status: { conditions } });
  }

  async function createNode(zone: string): Promise<void> {
    const labels = { 'topology.kubernetes.io/zone': `us-east-1${zone}` };
    await apply({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${zone}`, labels } });
    await setCapacity(zone, '8');
  }

  async function setCapacity(zone: string, cpu: string): Promise<void> {
    const lastTransitionTime = new Date().toISOString();
    const conditions = [
      { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastTransitionTime },
    ];
    const status = { capacity: { cpu, memory: '32386624Ki' }, conditions };
    await patch(`/api/v1/nodes/node-${zone}/status`, { status });
  }

  /** Parameters of a StorageClass cannot be changed: it is made anew. */
  async function setStorageClass(encrypted: string): Promise<void> {
    const path = '/apis/storage.k8s.io/v1/storageclasses';
    await getCluster().request('DELETE', `${path}/gp3`);
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const metadata = { name: 'gp3', annotations };
    const parameters = { type: 'gp3', encrypted };
    const body = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata,
      provisioner: 'ebs',
      parameters,
    };
    expect((await getCluster().request('POST', path, { body })).status).toBe(201);
  }

  async function patch(path: string, body: object): Promise<void> {
    const options = { contentType: 'application/merge-patch+json', body };
    expect((await getCluster().request('PATCH', path, options)).status).toBe(200);
  }
});

type Managed = ReturnType<PretendCloud['objects']>[number];

function isReady({ status }: Managed): boolean {
  return ['Synced', 'Ready'].every((name) =>
    status?.conditions?.some(({ type, status: value }) => type === name && value === 'True'),
  );
}
