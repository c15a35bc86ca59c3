import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describeCluster, freezeProgram } from '@atoll/cluster/testing';
import { afterAll, beforeAll, it, type TestContext } from 'vitest';
import { announceCommit } from './testing/announce-commit.ts';
import { commitText } from './testing/commit-text.ts';
import { type GuardedRegion, setUpRegion } from './testing/guarded-region.ts';
import { edit, listRecords, readRegion } from './testing/read-guarded-region.ts';
import { type AgentProcess, startAgentProcess } from './testing/start-agent-process.ts';
import { toShop } from './testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 60_000, interval: 50 };

const NAMES = [
  'etcd',
  'names',
  'ends',
  'no-git',
  'git-away',
  'shrinks',
  'garbled',
  'no-disk',
  'sigterm',
  'wrong-type',
] as const;

type Name = (typeof NAMES)[number];

describeCluster('an agent when something fails', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const regions = new Map<Name, GuardedRegion>();
  beforeAll(async () => {
    for (const name of NAMES) regions.set(name, await setUpRegion(getCluster(), { name }));
  });
  afterAll(() => {
    for (const region of regions.values()) region.dispose();
  });

  function setUp(name: Name) {
    const region = regions.get(name);
    if (region === undefined) throw new Error(`no region ${name}`);
    return { region, ...toShop(region) };
  }

  async function start(
    region: GuardedRegion,
    { onTestFinished }: TestContext,
    words: Readonly<Record<string, string>> = {},
  ): Promise<AgentProcess> {
    const agent = await startAgentProcess(region, {
      identity: 'agent-0',
      words: { ATOLL_KUBECONFIG: getCluster().kubeconfigPath, ...words },
    });
    onTestFinished(() => agent.kill());
    return agent;
  }

  const listClasses = async (region: GuardedRegion) =>
    (await listRecords(region, getCluster())).map(
      ({ spec, status }) => `${spec.object.kind} ${spec.object.name} ${status?.class}`,
    );

  const readObjects = async (agent: AgentProcess) =>
    (await agent.readMetrics()).split('\n').filter((line) => line.startsWith('atoll_drift_objects{'));

  const drift = (path: string, value: string) =>
    edit(getCluster(), path, { body: { data: { most: value } }, manager: 'kubectl-edit' });

  it('faults 9 and 48: calls nothing in sync while etcd is away, answers all the same, and catches up', async (test) => {
    const { expect, onTestFinished } = test;
    const { region, map, paths } = setUp('etcd');
    await region.publish([map]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const thaw = freezeProgram(getCluster(), 'etcd');
    onTestFinished(thaw);
    await expect.poll(agent.readReadiness, WAIT).toContain('the view of the cluster is stale');
    expect(await readObjects(agent)).toStrictEqual([
      'atoll_drift_objects{region="etcd",half="region",kind="ConfigMap",class="Unknown"} 1',
    ]);
    thaw();

    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    await drift(paths.map, '11');
    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Modified']);
    expect(agent.listLines().filter(({ level }) => level === 'error')).toStrictEqual([]);
  });

  it.concurrent('fault 28: takes names for names, whatever they mean in JavaScript', async (test) => {
    const { expect } = test;
    const { region } = setUp('names');
    const { namespace } = region;
    const names = ['constructor', 'to-string'];
    const [keys, label] = [['__proto__', 'constructor', 'f.x'], 'example.org/a.b_c'];
    const maps = names.map((name) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace, labels: { [label]: 'a' } },
      data: Object.fromEntries(keys.map((key) => [key, 'of git'])),
    }));
    await region.publish(maps);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    expect(await listRecords(region, getCluster())).toStrictEqual([]);

    for (const name of names)
      await edit(getCluster(), `/api/v1/namespaces/${namespace}/configmaps/${name}`, {
        body: {
          metadata: { labels: { [label]: 'b' } },
          data: Object.fromEntries(keys.map((key) => [key, 'by hand'])),
        },
        manager: 'kubectl-edit',
      });

    const listPaths = async () =>
      (await listRecords(region, getCluster())).map(({ status }) =>
        (status?.changes ?? []).map(({ path }) => path).sort(),
      );
    const paths = [
      '/data/__proto__',
      '/data/constructor',
      '/data/f.x',
      '/metadata/labels/example.org~1a.b_c',
    ];
    await expect.poll(listPaths, WAIT).toStrictEqual([paths, paths]);
  });

  it.concurrent('fault 29: tells what is about to end from what is gone', async (test) => {
    const { expect } = test;
    const { region, map, paths } = setUp('ends');
    await region.publish([map]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const body = { metadata: { finalizers: ['example.org/hold'] } };
    await edit(getCluster(), paths.map, { body, manager: 'kubectl-edit' });
    await getCluster().request('DELETE', paths.map);
    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Terminating']);
    await edit(getCluster(), paths.map, {
      body: { metadata: { finalizers: null } },
      manager: 'kubectl-edit',
    });

    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Missing']);
  });

  it.concurrent('fault 33: waits for Git at its first start, and calls nothing missing', async (test) => {
    const { expect } = test;
    const { region, map } = setUp('no-git');
    await region.publish([map]);
    const away = `${region.repository}.away`;
    renameSync(region.repository, away);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toContain('has not been read: the commit');
    expect(await listRecords(region, getCluster())).toStrictEqual([]);

    renameSync(away, region.repository);
    await region.publish([{ ...map, data: { most: '20' } }]);

    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    expect(await listRecords(region, getCluster())).toStrictEqual([]);
  });

  it.concurrent('fault 33: goes on to detect while Git is away', async (test) => {
    const { expect } = test;
    const { region, map, paths } = setUp('git-away');
    await region.publish([map]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    renameSync(region.repository, `${region.repository}.away`);
    await announceCommit(getCluster(), region, 'd'.repeat(40));
    await expect.poll(agent.readOutput, WAIT).toContain('a stage cannot be read');
    await drift(paths.map, '11');

    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Modified']);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
  });

  it.concurrent('fault 34: takes an empty folder for a mistake, not for the wish that all were gone', async (test) => {
    const { expect } = test;
    const { region, map, secret, deployment, paths } = setUp('shrinks');
    await region.publish([map, secret, deployment]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await announceCommit(getCluster(), region, region.commit([]));
    await expect.poll(agent.readOutput, WAIT).toContain('a stage shrank so much that it is not believed');
    await drift(paths.map, '11');

    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Modified']);
    await expect
      .poll(async () => (await readRegion(region, getCluster()))?.agents?.[0]?.message, WAIT)
      .toContain('has 0 objects where 3 were');
  });

  it.concurrent('fault 36: names the file that is no manifest, and compares the others', async (test) => {
    const { expect } = test;
    const { region, map, deployment, paths } = setUp('garbled');
    await region.publish([map, deployment]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await announceCommit(getCluster(), region, commitText(region, { file: 'garbled.yaml', text: 'a: [' }));
    await expect.poll(agent.readOutput, WAIT).toContain('garbled.yaml');
    await drift(paths.map, '11');

    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['ConfigMap limits Modified']);
  });

  it.concurrent('fault 36: says of a manifest with a value of the wrong type that the server refuses it', async (test) => {
    const { expect } = test;
    const { region, deployment } = setUp('wrong-type');
    await region.publish([deployment]);
    const agent = await start(region, test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    const spec = { ...(deployment['spec'] as object), replicas: 'many' };
    await announceCommit(getCluster(), region, region.commit([{ ...deployment, spec }]));

    await expect.poll(() => listClasses(region), WAIT).toStrictEqual(['Deployment cart Unknown']);
  });

  it.concurrent('fault 38: lives on, and says what it waits for, where its folder cannot be written', async (test) => {
    const { expect } = test;
    const { region, map } = setUp('no-disk');
    await region.publish([map]);
    const file = join(dirname(region.repository), 'file');
    writeFileSync(file, '');
    const agent = await start(region, test, { ATOLL_DATA: file });

    await expect.poll(agent.readReadiness, WAIT).toContain('has not been read: the commit');
    await expect.poll(() => agent.isLeader(), WAIT).toBe(true);
    expect(await listRecords(region, getCluster())).toStrictEqual([]);
  });

  it.concurrent('fault 45: ends in peace while a fetch from Git is under way', async (test) => {
    const { expect, onTestFinished } = test;
    const { region, map } = setUp('sigterm');
    await region.publish([map]);
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const asked = once(silent, 'connection');
    const { port } = silent.address() as AddressInfo;
    mkdirSync(join(dirname(region.repository), 'data'), { recursive: true });
    const agent = await start(region, test, {
      ATOLL_DEPLOY_REPOSITORY: `http://127.0.0.1:${port}/deploy.git`,
    });
    await expect.poll(() => agent.isLeader(), WAIT).toBe(true);
    await asked;

    agent.signal('SIGTERM');

    expect(await agent.ended).toStrictEqual([0, null]);
    const lease = `/apis/coordination.k8s.io/v1/namespaces/${region.agentNamespace}/leases/atoll-agent`;
    expect((await getCluster().request('GET', lease)).json).toMatchObject({ spec: { holderIdentity: '' } });
  });
});
