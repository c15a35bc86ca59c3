import { join } from 'node:path';
import type { AgentConfig } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, expect, it } from 'vitest';
import { type GuardedRegion, type Manifest, pathOfStage, setUpRegion } from '../testing/guarded-region.ts';
import { edit, listRecords, readMetric } from '../testing/read-guarded-region.ts';
import { startTestAgent, type TestAgent } from '../testing/start-test-agent.ts';
import { toShop } from '../testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', '..', 'flux', 'src', 'schemas', 'crds');

/** How long a condition of real servers is waited for; it comes within a second or two. */
const WAIT = { timeout: 30_000, interval: 25 };

const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

describeCluster('an agent that heals', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  let regions = 0;
  async function setUp(
    drift: Partial<AgentConfig['drift']>,
    { access = 'remediating', strategy }: { readonly access?: string; readonly strategy?: string } = {},
  ) {
    regions += 1;
    const region = await setUpRegion(getCluster(), { name: `heal-${regions}`, drift });
    stops.push(() => region.dispose());
    const shop = toShop(region);
    const deployment: Manifest = {
      ...shop.deployment,
      spec: {
        ...(shop.deployment['spec'] as object),
        ...(strategy === undefined ? {} : { strategy: { type: strategy } }),
      },
    };
    await region.publish([shop.map, shop.secret, deployment]);
    const agent = await startTestAgent(region, {
      ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
      ATOLL_ACCESS: access,
    });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    return { region, agent, ...shop };
  }

  async function read(path: string): Promise<Manifest | undefined> {
    const { status, json } = await getCluster().request('GET', path);
    return status === 200 ? (json as Manifest) : undefined;
  }

  async function readRequestedAt(region: GuardedRegion): Promise<string | undefined> {
    const { annotations } = ((await read(pathOfStage(region)))?.metadata ?? {}) as {
      readonly annotations?: Readonly<Record<string, string>>;
    };
    return annotations?.[REQUESTED_AT];
  }

  async function recordOf(region: GuardedRegion, kind: string) {
    const records = await listRecords(region, getCluster());
    return records.find(({ spec }) => spec.object.kind === kind);
  }

  function editReplicas(path: string, replicas: number): Promise<void> {
    return edit(getCluster(), path, { body: { spec: { replicas } }, manager: 'kubectl-edit' });
  }

  async function readActs(agent: TestAgent): Promise<readonly string[]> {
    return readMetric(agent, 'atoll_remediation_total');
  }

  it('only looks where the policy is to observe, and says so', async () => {
    const { region, agent, paths } = await setUp({});

    await editReplicas(paths.deployment, 7);

    await expect
      .poll(() => recordOf(region, 'Deployment'), WAIT)
      .toMatchObject({
        status: {
          class: 'Modified',
          policy: 'observe',
          nextAction: 'policy observe only looks',
          attempts: 0,
        },
      });
    expect(await readRequestedAt(region)).toBeUndefined();
    expect(await readActs(agent)).toStrictEqual([]);
  });

  it('asks Flux, remembers that it did, and sees the field as in Git again', async () => {
    const { region, agent, paths, map, secret, deployment } = await setUp({ policy: 'flux' });

    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });

    await expect.poll(() => readRequestedAt(region), WAIT).toBeDefined();
    await expect
      .poll(() => recordOf(region, 'ConfigMap'), WAIT)
      .toMatchObject({
        status: { class: 'Modified', attempts: 1, history: [{ event: 'Drifted' }, { event: 'FluxAsked' }] },
      });
    await region.publish([map, secret, deployment]);
    await expect
      .poll(() => recordOf(region, 'ConfigMap'), WAIT)
      .toMatchObject({
        status: {
          class: 'InSync',
          history: [{ event: 'Drifted' }, { event: 'FluxAsked' }, { event: 'Healed' }],
        },
      });
    expect(await readActs(agent)).toStrictEqual([
      `atoll_remediation_total{region="${region.name}",half="region",action="askFlux",result="done"} 1`,
    ]);
  });

  it('applies in the name of Flux what Flux leaves, takes away what others added, and stays no owner', async () => {
    const { region, paths } = await setUp({ policy: 'apply' });

    await edit(getCluster(), paths.map, {
      body: { data: { most: '11', hand: 'made' }, metadata: { labels: { other: 'x' } } },
      manager: 'rogue',
    });

    await expect
      .poll(() => recordOf(region, 'ConfigMap'), WAIT)
      .toMatchObject({ status: { class: 'InSync' } });
    const live = await read(paths.map);
    expect(live).toMatchObject({ data: { most: '10' } });
    expect(Object.keys((live?.['data'] ?? {}) as object)).toStrictEqual(['most']);
    expect(live?.metadata.labels).toStrictEqual({
      'kustomize.toolkit.fluxcd.io/name': region.stage,
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    });
    const managers = (
      live?.metadata as unknown as { managedFields: { manager: string; operation: string }[] }
    ).managedFields;
    expect(managers.map(({ manager, operation }) => `${manager} ${operation}`)).toStrictEqual([
      'kustomize-controller Apply',
    ]);
  });

  it('makes an object again that is gone', async () => {
    const { region, paths } = await setUp({ policy: 'apply' });

    await getCluster().request('DELETE', paths.map);

    await expect.poll(() => readRequestedAt(region), WAIT).toBeDefined();
    // Nobody plays Flux here, so asking it is in vain, which a person need not wait for.
    const record = await recordOf(region, 'ConfigMap');
    expect(record).toMatchObject({ status: { class: 'Missing', healClass: 'safe' } });
    await edit(getCluster(), `${recordsPath(region)}/${record?.metadata.name}`, {
      body: { spec: { healRequested: { by: 'ann', at: new Date().toISOString().replace(/\.\d+/, '') } } },
      manager: 'atoll',
    });

    await expect.poll(async () => (await read(paths.map))?.['data'], WAIT).toStrictEqual({ most: '10' });
    await expect
      .poll(
        async () => (await recordOf(region, 'ConfigMap'))?.status?.history?.map(({ event }) => event),
        WAIT,
      )
      .toContain('Recreated');
  });

  it('waits for a window with what interrupts, until somebody asks for it now', async () => {
    const { region, paths } = await setUp({ policy: 'apply' }, { strategy: 'Recreate' });

    await edit(getCluster(), paths.deployment, {
      body: {
        spec: {
          template: {
            spec: { containers: [{ name: 'app', image: 'cart:2', resources: { requests: { cpu: '1' } } }] },
          },
        },
      },
      manager: 'kubectl-edit',
    });

    await expect
      .poll(() => recordOf(region, 'Deployment'), WAIT)
      .toMatchObject({
        status: {
          class: 'Modified',
          healClass: 'disruptive',
          nextActionAt: expect.stringMatching(/T03:00:00Z$/),
        },
      });
    const record = await recordOf(region, 'Deployment');
    expect(record?.status?.attempts).toBe(0);
    await edit(getCluster(), `${recordsPath(region)}/${record?.metadata.name}`, {
      body: {
        spec: {
          healRequested: {
            by: 'ann',
            at: new Date().toISOString().replace(/\.\d+/, ''),
            allowDisruptive: true,
          },
        },
      },
      manager: 'atoll',
    });

    await expect.poll(() => readRequestedAt(region), WAIT).toBeDefined();
    expect((await recordOf(region, 'Deployment'))?.status?.history).toMatchObject([
      { event: 'Drifted' },
      { event: 'FluxAsked', detail: expect.stringContaining('as ann asked for') },
    ]);
  });

  it('stops after three rounds with somebody who undoes it, and names both', async () => {
    const { region, agent, paths } = await setUp({ policy: 'apply' });
    const spoil = () =>
      edit(getCluster(), paths.map, { body: { data: { fought: 'over' } }, manager: 'rogue' });
    const isSpoilt = async () => Object.hasOwn(((await read(paths.map))?.['data'] ?? {}) as object, 'fought');

    for (let round = 0; round < 3; round += 1) {
      await spoil();
      await expect.poll(isSpoilt, WAIT).toBe(false);
      await expect
        .poll(async () => (await recordOf(region, 'ConfigMap'))?.status?.class, WAIT)
        .toBe('InSync');
    }
    await spoil();

    await expect
      .poll(async () => (await recordOf(region, 'ConfigMap'))?.status?.nextAction, WAIT)
      .toMatch(/kustomize-controller.*rogue|rogue.*kustomize-controller/);
    expect(await readMetric(agent, 'atoll_fights_total')).toStrictEqual(['atoll_fights_total 1']);
    expect(await isSpoilt()).toBe(true);
  });

  it('leaves a stage alone whose Kustomization is suspended', async () => {
    const { region, paths } = await setUp({ policy: 'flux' });
    await edit(getCluster(), pathOfStage(region), { body: { spec: { suspend: true } }, manager: 'flux' });

    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });

    await expect
      .poll(async () => (await recordOf(region, 'ConfigMap'))?.status?.nextAction, WAIT)
      .toContain('suspended');
    expect(await readRequestedAt(region)).toBeUndefined();
  });

  it('only tells people where its account may not write, whatever the policy says', async () => {
    const { region, paths } = await setUp({ policy: 'apply' }, { access: 'read-only' });

    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });

    await expect
      .poll(async () => (await recordOf(region, 'ConfigMap'))?.status, WAIT)
      .toMatchObject({ policy: 'notify', nextAction: 'policy notify only tells people' });
  });
});

function recordsPath({ agentNamespace }: GuardedRegion): string {
  return `/apis/atoll.dev/v1alpha1/namespaces/${agentNamespace}/driftrecords`;
}
