import { join } from 'node:path';
import { describeCluster, startAnswerProxy, writeProxiedKubeconfig } from '@atoll/cluster/testing';
import { it, type TestContext } from 'vitest';
import { announceCommit } from './testing/announce-commit.ts';
import { type GuardedRegion, type Manifest, setUpRegion } from './testing/guarded-region.ts';
import { edit, listRecords } from './testing/read-guarded-region.ts';
import { type AgentProcess, startAgentProcess } from './testing/start-agent-process.ts';
import { toShop } from './testing/to-shop.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');

/** What is there is compared with what is known every five minutes, and kinds are looked for every one. */
const WAIT = { timeout: 400_000, interval: 250 };

const WIDGETS = { group: 'example.org', plural: 'widgets', kind: 'Widget' };

describeCluster('an agent when something fails for long', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  async function setUp(name: string, { onTestFinished }: TestContext): Promise<GuardedRegion> {
    const region = await setUpRegion(getCluster(), { name });
    onTestFinished(() => region.dispose());
    return region;
  }

  async function start(
    region: GuardedRegion,
    kubeconfig: string,
    { onTestFinished }: TestContext,
  ): Promise<AgentProcess> {
    const words = { ATOLL_KUBECONFIG: kubeconfig };
    const agent = await startAgentProcess(region, { identity: 'agent-0', words });
    onTestFinished(() => agent.kill());
    return agent;
  }

  const listLines = async (agent: AgentProcess, begin: string) =>
    (await agent.readMetrics()).split('\n').filter((line) => line.startsWith(begin));

  it.concurrent('faults 10 and 11: finds what the server never told of, once', async (test) => {
    const { expect, onTestFinished } = test;
    const region = await setUp('untold', test);
    const { map, deployment, paths } = toShop(region);
    await region.publish([map, deployment]);
    const proxy = await startAnswerProxy(getCluster());
    onTestFinished(() => proxy.stop());
    let isSilent = false;
    proxy.setFault(({ isWatch, path }) =>
      isWatch && path.includes(region.namespace)
        ? { kind: 'lines', change: (line) => (isSilent ? [] : [line]) }
        : undefined,
    );
    const agent = await start(region, await writeProxiedKubeconfig(getCluster(), proxy.url), test);
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    isSilent = true;
    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });
    await getCluster().request('DELETE', paths.deployment);

    const listTold = async () =>
      (await listRecords(region, getCluster())).map(({ spec, status }) =>
        [spec.object.kind, status?.class, ...(status?.history ?? []).map(({ event }) => event)].join(' '),
      );
    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified Drifted', 'Deployment Missing Drifted']);
    expect(await listLines(agent, 'atoll_watch_counts_total{what="missed"')).toStrictEqual([
      'atoll_watch_counts_total{what="missed",reason="configmaps"} 1',
      'atoll_watch_counts_total{what="missed",reason="deployments"} 1',
    ]);
  });

  it.concurrent('fault 22: says of which kind there is no CRD, and looks when there is one', async (test) => {
    const { expect } = test;
    const region = await setUp('widgets', test);
    const { map } = toShop(region);
    const widget = {
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      metadata: { name: 'one', namespace: region.namespace },
      spec: { size: 3 },
    };
    await region.publish([map]);
    await announceCommit(getCluster(), region, region.commit([map, widget]));
    const agent = await start(region, getCluster().kubeconfigPath, test);
    const readClass = async () =>
      (await listLines(agent, 'atoll_drift_objects{')).flatMap(
        (line) => /kind="Widget",class="(\w+)"/.exec(line)?.[1] ?? [],
      );
    await expect.poll(readClass, WAIT).toStrictEqual(['Unknown']);

    const apply = (manifest: Manifest, fieldManager: string) =>
      getCluster().serverSideApply(manifest, { fieldManager });
    await apply(toCrd(), 'test');
    await expect
      .poll(async () => (await apply(widget, 'kustomize-controller')).status, WAIT)
      .toBeLessThan(300);
    await expect.poll(readClass, WAIT).not.toStrictEqual(['Unknown']);
    await edit(getCluster(), `/apis/example.org/v1/namespaces/${region.namespace}/widgets/one`, {
      body: { spec: { size: 4 } },
      manager: 'kubectl-edit',
    });
    await expect.poll(readClass, WAIT).toStrictEqual(['Modified']);

    await getCluster().request(
      'DELETE',
      `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.org`,
    );
    await expect.poll(readClass, WAIT).not.toStrictEqual(['Modified']);
    await apply(toCrd(), 'test');
    await expect
      .poll(async () => (await apply(widget, 'kustomize-controller')).status, WAIT)
      .toBeLessThan(300);

    await expect.poll(readClass, WAIT).toStrictEqual(['Recreated']);
  });
});

function toCrd(): Manifest {
  const { group, plural, kind } = WIDGETS;
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
    },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural, singular: 'widget' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}
