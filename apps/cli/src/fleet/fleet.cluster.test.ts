import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegionStatus } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../observe/testing/run-cli.ts';
import { writeAtollCrds } from '../testing/atoll-crds.ts';
import { listSchemaFaults } from '../testing/output-schema.ts';
import type { FleetReport } from './read-fleet.ts';

const crds = writeAtollCrds();
const root = mkdtempSync(join(tmpdir(), 'atoll-fleet-'));
const SPEC = { cloud: 'aws', location: 'eu-west-1', organization: 'example', controlCluster: 'main' };

describeCluster('atoll fleet', { crdFolders: [crds] }, (getCluster) => {
  afterAll(() => {
    for (const folder of [crds, root]) rmSync(folder, { recursive: true, force: true });
  });

  async function createRegion(name: string, status: RegionStatus): Promise<void> {
    const path = '/apis/atoll.dev/v1alpha1/regions';
    const body = { apiVersion: 'atoll.dev/v1alpha1', kind: 'Region', metadata: { name }, spec: SPEC };
    const made = await getCluster().request('POST', path, { body });
    expect(made.status).toBe(201);
    const options = { contentType: 'application/merge-patch+json', body: { status } };
    expect((await getCluster().request('PATCH', `${path}/${name}/status`, options)).status).toBe(200);
  }

  function run(...words: readonly string[]) {
    return runCli(['fleet', ...words], { cwd: root, kubeconfig: getCluster().kubeconfigPath });
  }

  async function report(...words: readonly string[]) {
    const { stdout, code } = await run(...words, '-o', 'json');
    const document = JSON.parse(stdout) as FleetReport;
    expect(listSchemaFaults('fleet', document)).toStrictEqual([]);
    return { code, document, of: (name: string) => document.regions.find(({ region }) => region === name) };
  }

  it('is well only where every region is ready, heard and as in Git', async () => {
    await createRegion('eu-1', toStatus(0, {}));

    const text = await run();

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^eu-1 +yes +Ready +abc +0 +0 +\d+ s +-$/m);
    expect(text.stdout).toContain('Nothing is wrong.\n');
  });

  it('tells silence, drift and what a cluster does not know from health', async () => {
    await createRegion('eu-2', toStatus(3_600, {}));
    await createRegion('eu-3', toStatus(0, { drifted: 2 }));
    mkdirSync(join(root, 'regions/fleet/freezes'), { recursive: true });
    for (const name of ['eu-1', 'eu-2', 'eu-4']) mkdirSync(join(root, 'regions', name));
    writeFileSync(join(root, 'regions/fleet/freezes/quarter-end.yaml'), FREEZE);

    const { code, of, document } = await report();

    expect(code).toBe(2);
    expect(of('eu-1')).toMatchObject({ ready: 'yes', isConfigured: true, needsLook: false });
    expect(of('eu-2')).toMatchObject({
      heard: 'silent',
      ready: 'unknown',
      frozen: { name: 'quarter-end', reason: 'the books are closed' },
    });
    expect(of('eu-2')).not.toHaveProperty('drifted');
    expect(of('eu-3')).toMatchObject({
      drifted: 2,
      isConfigured: false,
      nextAction: 'atoll drift list --region eu-3',
    });
    expect(of('eu-4')).toMatchObject({ phase: 'unknown', heard: 'never', isConfigured: true });
    expect(document.needLook).toBe(3);
  });

  it('goes on with the clusters that it can read, and says which it cannot', async () => {
    const kubeconfig = join(root, 'two.kubeconfig');
    const one = readFileSync(getCluster().kubeconfigPath, 'utf8');
    writeFileSync(kubeconfig, withDeadContext(one));

    const both = await report('--kubeconfig', kubeconfig, '--context', 'atoll', '--context', 'dead');
    const dead = await run('--kubeconfig', kubeconfig, '--context', 'dead');

    expect(both.code).toBe(2);
    expect(both.document.clusters).toMatchObject([
      { context: 'atoll', regions: 3 },
      { context: 'dead', regions: 0, failure: expect.stringContaining('did not answer') as string },
    ]);
    expect(dead).toMatchObject({ code: 1, stdout: '' });
    expect(dead.stderr).toContain('(ERR_KUBE_UNREACHABLE)');
  });
});

function toStatus(ageSeconds: number, more: Partial<RegionStatus>): RegionStatus {
  const lastSeen = new Date(Date.now() - ageSeconds * 1000).toISOString();
  return {
    phase: 'Ready',
    drifted: 0,
    unknown: 0,
    conditions: [
      { type: 'Ready', status: 'True', lastTransitionTime: lastSeen, reason: 'Reached', message: '' },
    ],
    agents: [
      { half: 'control-plane', lastSeen, sequence: 1 },
      { half: 'region', lastSeen, sequence: 1, revision: 'abc' },
    ],
    ...more,
  };
}

const FREEZE = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: quarter-end
spec:
  from: 2020-01-01T00:00:00Z
  until: 2099-01-01T00:00:00Z
  reason: the books are closed
  regions:
    - eu-2
`;

/** Adds a context whose server nobody listens at: port 1 of this machine. */
function withDeadContext(kubeconfig: string): string {
  const config = parse(kubeconfig) as {
    clusters: { name: string; cluster: object }[];
    contexts: { name: string; context: { user?: string } }[];
  };
  const user = config.contexts[0]?.context.user;
  const [first] = config.clusters;
  config.clusters.push({ name: 'dead', cluster: { ...first?.cluster, server: 'https://127.0.0.1:1' } });
  config.contexts.push({ name: 'dead', context: { cluster: 'dead', user } as { user?: string } });
  return JSON.stringify(config);
}
