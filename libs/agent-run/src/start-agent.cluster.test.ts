import { join } from 'node:path';
import { readAuditLog } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, expect, it } from 'vitest';
import { type GuardedRegion, setUpRegion } from './testing/guarded-region.ts';
import { edit, listEvents, listRecords, readMetric, readRegion } from './testing/read-guarded-region.ts';
import { startTestAgent, type TestAgent } from './testing/start-test-agent.ts';
import { toShop } from './testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');

/** How long a condition of real servers is waited for; it comes within a second or two. */
const WAIT = { timeout: 30_000, interval: 25 };

describeCluster('the agent of a region', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  let regions = 0;
  async function setUp() {
    regions += 1;
    const region = await setUpRegion(getCluster(), { name: `eu-${regions}` });
    stops.push(() => region.dispose());
    return { region, ...toShop(region) };
  }

  async function start(region: GuardedRegion): Promise<TestAgent> {
    const agent = await startTestAgent(region, {
      ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
      ATOLL_ACCESS: 'remediating',
    });
    stops.push(() => agent.stop());
    return agent;
  }

  async function classOfRecord(region: GuardedRegion): Promise<string | undefined> {
    return (await listRecords(region, getCluster()))[0]?.status?.class;
  }

  it('is ready when it has read what Flux applied, and finds nothing wrong with it', async () => {
    const { region, map, secret, deployment } = await setUp();
    await region.publish([map, secret, deployment]);
    const agent = await start(region);

    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    expect(await listRecords(region, getCluster())).toStrictEqual([]);
    expect(await readMetric(agent, 'atoll_drift_objects')).toStrictEqual([
      `atoll_drift_objects{region="${region.name}",half="region",kind="ConfigMap",class="InSync"} 1`,
      `atoll_drift_objects{region="${region.name}",half="region",kind="Deployment",class="InSync"} 1`,
      `atoll_drift_objects{region="${region.name}",half="region",kind="Secret",class="InSync"} 1`,
    ]);
  });

  it('says which field of which object is not as in Git, who wrote it, and when it is again', async () => {
    const { region, map, deployment, paths } = await setUp();
    const head = await region.publish([map, deployment]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await edit(getCluster(), paths.deployment, { body: { spec: { replicas: 7 } }, manager: 'kubectl-edit' });

    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([
        {
          spec: {
            region: region.name,
            half: 'region',
            stage: region.stage,
            object: { kind: 'Deployment', name: 'cart' },
          },
          status: {
            class: 'Modified',
            revision: head,
            changes: [
              {
                path: '/spec/replicas',
                was: { json: '2' },
                is: { json: '7' },
                by: { manager: 'kubectl-edit' },
              },
            ],
            conditions: [{ type: 'Drifted', status: 'True', reason: 'Modified' }],
            history: [{ event: 'Drifted' }],
          },
        },
      ]);
    expect(await listEvents(region, getCluster())).toMatchObject([
      { reason: 'DriftModified', regarding: { kind: 'Deployment', name: 'cart' } },
    ]);

    await edit(getCluster(), paths.deployment, { body: { spec: { replicas: 2 } }, manager: 'kubectl-edit' });

    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([{ status: { class: 'InSync', history: [{ event: 'Drifted' }, { event: 'Healed' }] } }]);
  });

  it('never shows a secret: not in records, events, metrics, nor anything else that it writes', async () => {
    const { region, secret, paths } = await setUp();
    await region.publish([secret]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const stolen = Buffer.from('stolen-by-hand').toString('base64');
    await edit(getCluster(), paths.secret, { body: { data: { password: stolen } }, manager: 'kubectl-edit' });

    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([{ status: { class: 'Modified', changes: [{ path: '/data/password' }] } }]);
    const written = JSON.stringify([
      await listRecords(region, getCluster()),
      await listEvents(region, getCluster()),
      await readMetric(agent, ''),
    ]);
    for (const secret of [
      'hunter2',
      'stolen-by-hand',
      stolen,
      Buffer.from('hunter2-of-git').toString('base64'),
    ])
      expect(written).not.toContain(secret);
  });

  it('tells what is missing, and what somebody added', async () => {
    const { region, map, deployment, paths } = await setUp();
    await region.publish([map, deployment]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await getCluster().request('DELETE', paths.map);
    await edit(getCluster(), paths.deployment, {
      body: { metadata: { labels: { hand: 'made' } } },
      manager: 'kubectl-label',
    });

    await expect
      .poll(
        async () =>
          (await listRecords(region, getCluster()))
            .map(({ spec, status }) => [spec.object.kind, status?.class])
            .sort(),
        WAIT,
      )
      .toStrictEqual([
        ['ConfigMap', 'Missing'],
        ['Deployment', 'Extra'],
      ]);
  });

  it('calls a recreated object so until a person has seen it', async () => {
    const { region, map, paths } = await setUp();
    await region.publish([map]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await getCluster().request('DELETE', paths.map);
    await region.publish([map]);

    await expect.poll(() => classOfRecord(region), WAIT).toBe('Recreated');
    const [record] = await listRecords(region, getCluster());
    await edit(
      getCluster(),
      `/apis/atoll.dev/v1alpha1/namespaces/${region.agentNamespace}/driftrecords/${record?.metadata.name}`,
      {
        body: { spec: { acknowledged: { by: 'ann', at: '2026-03-01T12:00:00Z' } } },
        manager: 'kubectl-edit',
      },
    );

    await expect.poll(() => classOfRecord(region), WAIT).toBe('InSync');
  });

  it('compares with what Flux applied, whatever is newer in Git', async () => {
    const { region, map, paths } = await setUp();
    await region.publish([map]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    region.commit([{ ...map, data: { most: '99' } }]);
    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });

    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([{ status: { changes: [{ was: { json: '"10"' }, is: { json: '"11"' } }] } }]);
  });

  it('follows a new commit without calling it drift', async () => {
    const { region, map, deployment } = await setUp();
    await region.publish([map]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const head = await region.publish([{ ...map, data: { most: '20' } }, deployment]);

    await expect
      .poll(() => readMetric(agent, 'atoll_drift_objects'), WAIT)
      .toStrictEqual([
        `atoll_drift_objects{region="${region.name}",half="region",kind="ConfigMap",class="InSync"} 1`,
        `atoll_drift_objects{region="${region.name}",half="region",kind="Deployment",class="InSync"} 1`,
      ]);
    await expect
      .poll(() => readRegion(region, getCluster()), { ...WAIT, timeout: 60_000 })
      .toMatchObject({
        agents: [
          {
            half: 'region',
            revision: head,
            stale: false,
            objects: 2,
            drifted: 0,
            unknown: 0,
            leader: 'agent-0',
          },
        ],
      });
  });

  it('writes nothing while all is as in Git but its Lease and its word on the region', async () => {
    const { region, map, secret, deployment } = await setUp();
    await region.publish([map, secret, deployment]);
    const agent = await start(region);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    await expect
      .poll(() => readRegion(region, getCluster()), { ...WAIT, timeout: 60_000 })
      .toMatchObject({ agents: [{ half: 'region' }] });

    const own = [region.agentNamespace, region.namespace];
    const writes = (await readAuditLog(getCluster().auditLogPath)).filter(
      ({ userAgent, objectRef, requestURI }) =>
        userAgent === 'atoll-agent' &&
        // Once for each change of a manifest the server is asked how it would store it.
        !requestURI.includes('dryRun=All') &&
        (own.includes(objectRef?.namespace ?? '') || objectRef?.name === region.name),
    );

    expect([...new Set(writes.map(({ objectRef }) => objectRef?.resource))].sort()).toStrictEqual([
      'leases',
      'regions',
    ]);
  });
});
