import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '@atoll/cluster';
import { describeCluster, readManifests } from '@atoll/cluster/testing';
import { afterAll, afterEach, expect, it } from 'vitest';
import type { DriftListReport } from '../../src/drift/drift-reports.ts';
import { writeAtollCrds } from '../../src/testing/atoll-crds.ts';
import { type CliProcess, startCli } from '../../src/testing/cli-process.ts';
import { createTemporaryGitFleet, runGit, type TemporaryGitFleet } from '../testing/temporary-git-fleet.ts';

const REGION = 'aws-us-east-1';
const BRANCH = `region/${REGION}`;
const STAGE = 'platform';
const LIBRARIES = join(import.meta.dirname, '../../../../libs');
const POOL = '/apis/karpenter.sh/v1/nodepools/elastic';
const KUSTOMIZATION = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${STAGE}`;

/** How long what real programs do is waited for. */
const WAIT = { timeout: 60_000, interval: 50 };

const crds = writeAtollCrds();
const crdFolders = [
  crds,
  join(LIBRARIES, 'platform/src/schemas/crds'),
  join(LIBRARIES, 'flux/src/schemas/crds'),
];

describeCluster('journey 5: somebody on call sees a drift at 03:00', { crdFolders }, (getCluster) => {
  const running: CliProcess[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.interrupt();
  });
  afterAll(() => rmSync(crds, { recursive: true, force: true }));

  it('goes from the list over the page and an acknowledgement to a commit that takes the live value over', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    const drift = (...words: readonly string[]) =>
      config.run(['drift', ...words, '--kubeconfig', getCluster().kubeconfigPath]);
    for (const name of ['atoll-system', 'flux-system'])
      await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await config.run(['publish', '--repo', fleet.deploy]);
    await playFlux(fleet);
    await startAgent(fleet);
    const quiet = await drift('list');
    expect(quiet).toMatchObject({ code: 0, stdout: 'No drift.\n' });

    await editByHand({ spec: { limits: { cpu: '448', memory: '1792Gi' } } });
    const record = await untilRecorded(fleet);
    const listed = await drift('list', '--region', REGION);
    expect(listed.code).toBe(2);
    expect(listed.stdout).toMatch(
      new RegExp(`^${REGION} +${STAGE} +NodePool elastic +Modified .* ${record}$`, 'm'),
    );

    const page = await drift('show', record);
    for (const part of [
      '/spec/limits/cpu',
      'wanted  "224"',
      'live    "448"',
      'who     kubectl-edit (Update)',
    ])
      expect(page.stdout).toContain(part);
    await drift('ack', record, '--as', 'ann', '--comment', 'the launch needs it');
    const seen = await drift('list');
    expect(seen.stdout).toContain('Modified, acknowledged');
    const refused = await drift('heal', record, '--as', 'ann');
    expect([refused.code, refused.stdout.includes('The policy of')]).toStrictEqual([2, true]);

    const adopted = await drift('adopt', record);
    expect(adopted.code).toBe(0);
    expect(adopted.stdout).toContain('spec.compute.nodes.max: absent → 28');
    expect(config.read(`regions/${REGION}/region.yaml`)).toContain(
      '# The peak that the node limit is computed from',
    );
    fleet.commit('Take over what the launch needs');
    expect((await config.run(['publish', '--repo', fleet.deploy])).code).toBe(0);
    await playFlux(fleet);

    await expect.poll(async () => (await drift('list')).stdout, WAIT).toBe('No drift.\n');
    const over = await drift('show', record);
    expect(over.stdout).toMatch(/Drifted.*\n(.*\n)*.*Healed/);
    const late = await drift('ack', record, '--as', 'ann');
    expect(late.stderr).toContain('(ERR_DRIFT_HEALED)');
  });

  async function apply(object: KubeObject): Promise<void> {
    const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
    expect(answer).not.toHaveProperty('refusal');
  }

  /** Applies the stage as it is published, and says at which commit, as kustomize-controller does. */
  async function playFlux(fleet: TemporaryGitFleet): Promise<void> {
    const commit = fleet.gitDeploy('rev-parse', BRANCH);
    const clone = join(fleet.folder, commit);
    runGit(fleet.folder, ['clone', '--quiet', '--branch', BRANCH, fleet.deploy, clone]);
    const all = await readManifests(join(clone, 'regions', REGION));
    const applied = all.filter(({ path }) => path.startsWith(`${STAGE}/`)).map(({ object }) => object);
    const others = all.filter(({ path }) => path.endsWith(`kustomization.${STAGE}.yaml`) || isOfAgent(path));
    for (const object of [...others.map((each) => each.object), ...applied.map(withLabels)])
      await apply(object);
    const revision = `${BRANCH}@sha1:${commit}`;
    await patch(`${KUSTOMIZATION}/status`, { status: { lastAppliedRevision: revision } });
  }

  async function startAgent(fleet: TemporaryGitFleet): Promise<void> {
    const words = ['agent', 'run', '--region', REGION, '--mode', 'run', '--access', 'remediating'];
    const cluster = ['--kubeconfig', getCluster().kubeconfigPath, '--deploy-repository', fleet.deploy];
    const data = ['--data', join(fleet.folder, 'agent')];
    const agent = startCli([...words, ...cluster, ...data], { cwd: fleet.folder, environment: {} });
    running.push(agent);
    await expect.poll(agent.stdout, WAIT).toContain('"message":"the agent has started"');
    const port = /"port":(\d+)/.exec(agent.stdout())?.[1];
    const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
    await expect.poll(readiness, WAIT).toBe(200);
  }

  async function editByHand(body: object): Promise<void> {
    await patch(`${POOL}?fieldManager=kubectl-edit`, body);
  }

  async function untilRecorded({ config }: TemporaryGitFleet): Promise<string> {
    const words = ['drift', 'list', '--kubeconfig', getCluster().kubeconfigPath, '-o', 'json'];
    const list = async () => (JSON.parse((await config.run(words)).stdout) as DriftListReport).records;
    await expect.poll(list, WAIT).toMatchObject([{ fields: ['/spec/limits/cpu', '/spec/limits/memory'] }]);
    return (await list())[0]?.record ?? '';
  }

  async function patch(path: string, body: object): Promise<void> {
    const options = { contentType: 'application/merge-patch+json', body };
    expect((await getCluster().request('PATCH', path, options)).status).toBe(200);
  }
});

/** What the agent is told of, and where it reports to. */
function isOfAgent(path: string): boolean {
  return /^agent\/.*\.(configmap|region)\./.test(path);
}

function withLabels(object: KubeObject): KubeObject {
  const labels = {
    ...(object.metadata['labels'] as object | undefined),
    'kustomize.toolkit.fluxcd.io/name': STAGE,
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  };
  return { ...object, metadata: { ...object.metadata, labels } };
}
