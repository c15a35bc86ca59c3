import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RegionStatus } from '@atoll/agent-model';
import type { KubeObject } from '@atoll/cluster';
import { describeCluster, readManifests } from '@atoll/cluster/testing';
import { type PretendCloud, startPretendCloud } from '@atoll/pretend-cloud';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RegionSmokeReport, RegionStatusReport } from '../../src/region/status/region-report.ts';
import { writeAtollCrds } from '../../src/testing/atoll-crds.ts';
import { listSchemaFaults } from '../../src/testing/output-schema.ts';
import { createTemporaryRepo, type TemporaryRepo } from '../testing/temporary-repo.ts';

const REGION = 'aws-us-east-1';
const NAMESPACE = `region-${REGION}`;
const LIBRARIES = join(import.meta.dirname, '../../../../libs');
const FLUX = 'kustomize.toolkit.fluxcd.io/v1';

/** Requirements that only something inside the region can see; its agent says so in the status of the Region. */
const FROM_INSIDE = ['dns-resolves', 'images-pulled', 'clock-skew', 'kubernetes-backup'];

const crds = writeAtollCrds();
const crdFolders = [
  crds,
  join(LIBRARIES, 'cloud-aws/src/schemas/crds'),
  join(LIBRARIES, 'flux/src/schemas/crds'),
];

describeCluster('journey 4: the first smoke of a region', { crdFolders }, (getCluster) => {
  let repo: TemporaryRepo;
  let cloud: PretendCloud;
  let manifests: readonly KubeObject[];
  beforeAll(async () => {
    repo = createTemporaryRepo();
    const rendered = await repo.run(['render', REGION, '--out', 'rendered']);
    expect(rendered.code).toBe(0);
    manifests = (await readManifests(repo.path('rendered'))).map(({ object }) => object);
    for (const name of [NAMESPACE, 'flux-system'])
      await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const kubeconfig = getCluster().kubeconfigPath;
    cloud = await startPretendCloud({ kubeconfig, namespaces: [NAMESPACE], pace: { pollMs: 1_000 } });
  });
  afterAll(async () => {
    await cloud.stop();
    repo[Symbol.dispose]();
    rmSync(crds, { recursive: true, force: true });
  });

  it('goes from a region that nobody knows over what it waits for to Ready, and falls when something breaks', async () => {
    const unknown = await look('status');
    expect(unknown).toMatchObject({ code: 2, report: { phase: 'Requested', isDeploymentTarget: false } });
    expect(unknown.report.notes.join(' ')).toContain(`has no Region ${REGION}`);

    const lift = cloud.inject({ type: 'deny', match: { kind: 'VPC' } });
    await apply({
      apiVersion: 'atoll.dev/v1alpha1',
      kind: 'Region',
      metadata: { name: REGION },
      spec: { cloud: 'aws', location: 'us-east-1', organization: 'example', controlCluster: 'main' },
    });
    for (const object of manifests.filter(isLooked)) await apply(object);
    await cloud.until((objects) => objects.some(isRefused));
    const refused = await look('status');
    expect(refused).toMatchObject({ code: 2, report: { ready: 'no' } });
    expect(refused.report.layers).toContainEqual(
      expect.objectContaining({
        layer: 'network',
        ready: 'no',
        waitingFor: expect.stringContaining('cannot be synced') as string,
      }),
    );

    lift();
    await cloud.until((objects) => objects.length > 0 && objects.every(isReady));
    cloud.drift({
      match: { kind: 'Instance' },
      path: 'latestRestorableTime',
      value: new Date().toISOString(),
      hold: true,
    });
    for (const object of manifests.filter(isKustomization)) await setReady(object);
    await createNodes();
    await tellFromInside();
    const smoke = await lookSmoke();
    expect(smoke.report.smoke.filter(({ isBlocking }) => isBlocking)).toStrictEqual([]);
    expect(smoke.code).toBe(0);

    await tellFromInside();
    const ready = await repo.run(['region', 'status', REGION, ...clusters(), '--watch']);
    expect(ready.stdout).toContain('Requested → Bootstrapped → Provisioning → Smoke → [Ready]');
    expect(ready.stdout).toMatch(/^control-plane +network +yes +\d+\/\d+ +- +-$/m);
    expect([ready.code, ready.stderr]).toStrictEqual([0, '']);

    cloud.drift({ match: { kind: 'Instance' }, path: 'publiclyAccessible', value: true, hold: true });
    await cloud.until((objects) => objects.some(isPublic));
    await tellFromInside();
    const broken = await repo.run(['region', 'smoke', REGION, ...clusters()]);
    expect(broken.code).toBe(2);
    expect(broken.stdout).toMatch(/^failed +database-private +.*it has a public address$/m);
    expect(broken.stdout).toContain('database-private: Somebody changed it past Git: heal its drift.');
  });

  async function apply(object: KubeObject): Promise<void> {
    const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
    expect(answer).not.toHaveProperty('refusal');
  }

  /** The control cluster and the region's own are one server here. */
  function clusters(): readonly string[] {
    return ['--kubeconfig', getCluster().kubeconfigPath, '--region-context', 'atoll'];
  }

  async function look(verb: 'status'): Promise<{ code: number | null; report: RegionStatusReport }> {
    const { code, stdout } = await repo.run(['region', verb, REGION, ...clusters(), '-o', 'json']);
    const report = JSON.parse(stdout) as RegionStatusReport;
    expect(listSchemaFaults('region status', report)).toStrictEqual([]);
    return { code, report };
  }

  async function lookSmoke(): Promise<{ code: number | null; report: RegionSmokeReport }> {
    const { code, stdout } = await repo.run(['region', 'smoke', REGION, ...clusters(), '-o', 'json']);
    const report = JSON.parse(stdout) as RegionSmokeReport;
    expect(listSchemaFaults('region smoke', report)).toStrictEqual([]);
    return { code, report };
  }

  /** As kustomize-controller does when all of a stage stands. */
  async function setReady({ metadata }: KubeObject): Promise<void> {
    const lastTransitionTime = new Date().toISOString();
    const condition = {
      type: 'Ready',
      status: 'True',
      reason: 'ReconciliationSucceeded',
      message: '',
      lastTransitionTime,
    };
    const path = `/apis/${FLUX}/namespaces/${metadata.namespace}/kustomizations/${metadata.name}/status`;
    await patch(path, { status: { conditions: [condition] } });
  }

  /** As the agent in the region does for what only it can see. */
  async function tellFromInside(): Promise<void> {
    const status: RegionStatus = {
      agents: [{ half: 'region', lastSeen: new Date().toISOString(), sequence: 1 }],
      smoke: FROM_INSIDE.map((id) => ({ id, passed: true, result: 'passed', message: 'seen from inside' })),
    };
    await patch(`/apis/atoll.dev/v1alpha1/regions/${REGION}/status`, { status });
  }

  async function createNodes(): Promise<void> {
    const now = new Date().toISOString();
    for (const zone of ['a', 'b', 'c']) {
      const labels = { 'topology.kubernetes.io/zone': `us-east-1${zone}` };
      await apply({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${zone}`, labels } });
      const conditions = [
        { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastTransitionTime: now },
      ];
      await patch(`/api/v1/nodes/node-${zone}/status`, {
        status: { capacity: { cpu: '8', memory: '32386624Ki' }, conditions },
      });
    }
    await apply({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
    });
  }

  async function patch(path: string, body: object): Promise<void> {
    const options = { contentType: 'application/merge-patch+json', body };
    expect((await getCluster().request('PATCH', path, options)).status).toBe(200);
  }
});

type Managed = ReturnType<PretendCloud['objects']>[number];

function isKustomization({ apiVersion }: KubeObject): boolean {
  return apiVersion === FLUX;
}

/** What the commands look at: managed resources and stages. */
function isLooked(object: KubeObject): boolean {
  return isKustomization(object) || object.apiVersion.split('/')[0]?.endsWith('.aws.m.upbound.io') === true;
}

function isReady({ status }: Managed): boolean {
  return ['Synced', 'Ready'].every((name) =>
    status?.conditions?.some(({ type, status: value }) => type === name && value === 'True'),
  );
}

function isRefused({ kind, status }: Managed): boolean {
  return (
    kind === 'VPC' &&
    status?.conditions?.some(({ type, status: value }) => type === 'Synced' && value === 'False') === true
  );
}

function isPublic({ kind, status }: Managed): boolean {
  return kind === 'Instance' && status?.atProvider?.['publiclyAccessible'] === true;
}
