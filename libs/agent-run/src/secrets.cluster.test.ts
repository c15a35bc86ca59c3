import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGENT_CONFIG_KEY, AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { startGitHttpServer } from '@atoll/deploy-repo/testing';
import { afterEach, expect, it } from 'vitest';
import { announceCommit } from './testing/announce-commit.ts';
import { commitText } from './testing/commit-text.ts';
import { grantRights, listShopRules } from './testing/granted-rights.ts';
import { type GuardedRegion, setUpRegion } from './testing/guarded-region.ts';
import { listSpellings, plantSecrets } from './testing/planted-secrets.ts';
import { edit, listRecords } from './testing/read-guarded-region.ts';
import { type AgentProcess, startAgentProcess } from './testing/start-agent-process.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 60_000, interval: 50 };

/** Objects that are wrong in a way that an answer of the server, or a parser, would repeat word for word. */
const REFUSED = 'planted-git-refused-5f1d';
const GARBLED = 'planted-git-garbled-5f1d';
const CONFIGURED = 'planted-config-5f1d';

describeCluster('an agent among secrets', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  /** The deploy repository behind a password, which is then another one. */
  async function serveGit(region: GuardedRegion, users: Readonly<Record<string, string>>) {
    const root = dirname(region.repository);
    const server = await startGitHttpServer({ root, users });
    stops.push(() => server.close());
    const folder = join(root, 'credentials');
    mkdirSync(folder);
    for (const [name, password] of Object.entries(users)) {
      writeFileSync(join(folder, 'username'), name);
      writeFileSync(join(folder, 'password'), password);
    }
    return {
      server,
      words: { ATOLL_DEPLOY_REPOSITORY: `${server.url}/deploy.git`, ATOLL_GIT_FOLDER: folder },
    };
  }

  /** Everything that can be seen of an agent from outside. */
  async function readTraces(agent: AgentProcess): Promise<Readonly<Record<string, string>>> {
    const read = async (path: string) => (await getCluster().request('GET', path)).text;
    return {
      log: agent.readOutput(),
      metrics: await agent.readMetrics(),
      readiness: await agent.readReadiness(),
      events: await read('/apis/events.k8s.io/v1/events'),
      coreEvents: await read('/api/v1/events'),
      records: await read('/apis/atoll.dev/v1alpha1/driftrecords'),
      regions: await read('/apis/atoll.dev/v1alpha1/regions'),
      leases: await read(`/apis/coordination.k8s.io/v1/namespaces/${AGENT_NAMESPACE}/leases`),
    };
  }

  it('shows none of them, whatever drifts and whatever fails', async () => {
    const region = await setUpRegion(getCluster(), { name: 'vaults', agentNamespace: AGENT_NAMESPACE });
    stops.push(() => region.dispose());
    const wanted = plantSecrets(region.namespace, 'planted-git');
    const tampered = plantSecrets(region.namespace, 'planted-live');
    await region.publish([wanted.secret, wanted.deployment]);
    const { server, words } = await serveGit(region, { shop: 'planted-git-login-5f1d' });
    const { kubeconfig, revokeAll } = await grantRights(
      getCluster(),
      region.name,
      listShopRules(region, 'remediating'),
    );
    const agent = await startAgentProcess(region, {
      identity: 'agent-0',
      words: { ...words, ATOLL_KUBECONFIG: kubeconfig },
    });
    stops.push(() => agent.kill());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    const classOf = async (name: string) =>
      (await listRecords(region, getCluster())).find(({ spec }) => spec.object.name === name)?.status?.class;

    const paths = {
      secret: `/api/v1/namespaces/${region.namespace}/secrets/login`,
      deployment: `/apis/apps/v1/namespaces/${region.namespace}/deployments/cart`,
    };
    for (const object of ['secret', 'deployment'] as const) {
      const { metadata, ...rest } = tampered[object];
      const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(rest) };
      const annotations = { ...(metadata as { annotations?: object }).annotations, ...lastApplied };
      await edit(getCluster(), paths[object], {
        body: { ...rest, metadata: { annotations } },
        manager: 'kubectl-edit',
      });
    }
    await expect
      .poll(async () => (await listRecords(region, getCluster())).map(({ status }) => status?.class), WAIT)
      .toStrictEqual(['Modified', 'Modified']);
    const changes = (await listRecords(region, getCluster())).flatMap(({ status }) => status?.changes ?? []);
    expect(changes.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/data/password',
        '/metadata/annotations/apiKey',
        '/metadata/annotations/example.org~1token',
      ]),
    );

    // The server refuses one manifest and repeats its words; another one is no YAML.
    const { spec } = structuredClone(wanted.deployment) as unknown as {
      spec: { template: { spec: object } };
    };
    Object.assign(spec.template.spec, { restartPolicy: REFUSED });
    region.commit([wanted.secret, { ...wanted.deployment, spec }]);
    const garbled = commitText(region, { file: 'garbled.yaml', text: `password: "${GARBLED}\n  - [` });
    await announceCommit(getCluster(), region, garbled);
    await expect.poll(() => classOf('cart'), WAIT).toBe('Unknown');

    await edit(getCluster(), `/api/v1/namespaces/${AGENT_NAMESPACE}/configmaps/${AGENT_NAME}`, {
      body: { data: { [AGENT_CONFIG_KEY]: JSON.stringify({ password: CONFIGURED }) } },
      manager: 'kubectl-edit',
    });
    server.fail(401);
    await announceCommit(getCluster(), region, region.commit([wanted.secret, wanted.deployment]));
    await revokeAll();
    await edit(getCluster(), paths.deployment, {
      body: { spec: { replicas: 3 } },
      manager: 'kubectl-edit',
    });
    await expect.poll(() => agent.readOutput(), WAIT).toContain('a configuration cannot be used');
    await expect.poll(() => agent.readOutput(), WAIT).toContain('a stage cannot be read');
    await expect.poll(() => agent.readOutput(), WAIT).toContain('ERR_KUBE_FORBIDDEN');

    const token = /token: (\S+)/.exec(readFileSync(kubeconfig, 'utf8'))?.[1] ?? '';
    expect(token).not.toBe('');
    const planted = [
      ...[...wanted.values, ...tampered.values, REFUSED, GARBLED, CONFIGURED],
      ...['planted-git-login-5f1d', token],
    ];
    const traces = await readTraces(agent);
    const leaks = Object.entries(traces).flatMap(([trace, text]) =>
      planted
        .filter((value) => listSpellings(value).some((spelling) => text.includes(spelling)))
        .map((value) => `${trace}: ${value}`),
    );
    expect(leaks).toStrictEqual([]);
  });
});
