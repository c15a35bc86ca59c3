import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, afterEach, expect, it } from 'vitest';
import { createTestRepo, type TestRepo } from '../../observe/testing/config-repo.ts';
import { createManagedResource, createNamespace } from '../../observe/testing/managed-resources.ts';
import { runCli } from '../../observe/testing/run-cli.ts';
import { writeAtollCrds } from '../../testing/atoll-crds.ts';
import { listSchemaFaults } from '../../testing/output-schema.ts';
import { createStoredRecords, type StoredRecords } from '../testing/stored-records.ts';
import type { RecordOverrides } from '../testing/test-record.ts';
import type { AdoptReport } from './adopt-report.ts';

const RECORD = 'drifted-1a2b3c4d';
const EKS = 'clusters.eks.aws.m.upbound.io.json';

const crds = writeAtollCrds();
copyFileSync(
  join(import.meta.dirname, '../../../../../libs/cloud-aws/src/schemas/crds', EKS),
  join(crds, EKS),
);

describeCluster('atoll drift adopt', { crdFolders: [crds] }, (getCluster) => {
  const repos: TestRepo[] = [];
  afterEach(async () => {
    for (const repo of repos.splice(0)) await repo.remove();
  });
  afterAll(() => rmSync(crds, { recursive: true, force: true }));

  /** Makes the config repository of a region, and a record about one of its objects. */
  async function setUp(name: string, status: RecordOverrides['status'], object: DriftedRef) {
    const repo = await createTestRepo(name);
    repos.push(repo);
    const file = join(repo.root, 'regions', name, 'region.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('size: small', 'size: small # As asked for.'));
    const records = await createStoredRecords(getCluster(), `agent-${name}`);
    await records.create({ name: RECORD, spec: { region: name, object }, status: status ?? {} });
    return { repo, records, read: () => readFileSync(file, 'utf8') };
  }

  function adopt({ root }: TestRepo, { namespace }: StoredRecords, ...words: readonly string[]) {
    return runCli(['drift', 'adopt', RECORD, '--namespace', namespace, ...words], {
      cwd: root,
      kubeconfig: getCluster().kubeconfigPath,
    });
  }

  it('writes the live value where a field renders it, keeps comments, and says what to do next', async () => {
    const status = toStatus('/spec/forProvider/instanceClass', 'db.r6g.xlarge');
    const { repo, records, read } = await setUp('ad-one', status, databaseOf('ad-one'));
    const before = read();

    const dry = await adopt(repo, records, '--dry-run');
    const unchanged = read();
    const run = await adopt(repo, records);

    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('Would write regions/ad-one/region.yaml');
    expect(unchanged).toBe(before);
    expect(run).toStrictEqual({
      code: 0,
      stderr: '',
      stdout: `Wrote regions/ad-one/region.yaml, and it renders what is live in Instance region-ad-one/atoll-ad-one-db:
  spec.persistence.size: "small" → "medium"
Next: npx atoll plan; git commit regions/ad-one/region.yaml
`,
    });
    expect(read()).toBe(before.replace('size: small #', 'size: medium #'));
  });

  it.each([
    ['ad-max', '/spec/forProvider/maxAllocatedStorage', 300, 'maxGib: 300'],
    ['ad-days', '/spec/forProvider/backupRetentionPeriod', 21, 'retentionDays: 21'],
    ['ad-cloud', '/status/atProvider/backupRetentionPeriod', 30, 'retentionDays: 30'],
  ])('takes over in %s a live %s of %i', async (name, path, live, line) => {
    const { repo, records, read } = await setUp(name, toStatus(path, live), databaseOf(name));

    const run = await adopt(repo, records);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(read()).toContain(line);
  });

  it('takes over the limit of the nodes, of which two fields are drifted', async () => {
    const cpu = toStatus('/spec/limits/cpu', '448');
    const memory = toStatus('/spec/limits/memory', '1792Gi');
    const changes = [...(cpu.changes ?? []), ...(memory.changes ?? [])];
    const object = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name: 'elastic' };
    const { repo, records, read } = await setUp('ad-pool', { changes }, object);

    const { stdout, code } = await adopt(repo, records, '-o', 'json');

    expect(listSchemaFaults('drift adopt', JSON.parse(stdout))).toStrictEqual([]);
    expect((JSON.parse(stdout) as AdoptReport).adopted).toStrictEqual([
      { path: '/spec/limits/cpu', field: 'spec.compute.nodes.max', after: 28, live: '448' },
      { path: '/spec/limits/memory', field: 'spec.compute.nodes.max', after: 28, live: '1792Gi' },
    ]);
    expect(code).toBe(0);
    expect(read()).toMatch(/ {2}compute:\n {4}nodes:\n {6}max: 28\n/);
  });

  it('says what else comes from the same field', async () => {
    const object = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name: 'elastic' };
    const { repo, records } = await setUp('ad-half', toStatus('/spec/limits/cpu', '448'), object);

    const run = await adopt(repo, records);

    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /^With it changes too, because it comes from the same field:\n {2}NodePool elastic spec\.limits\.memory: "\d+Gi" → "1792Gi"$/m,
    );
  });

  it('takes over a list of which the record only tells the items, from the live object', async () => {
    const name = 'ad-cidr';
    const object = {
      ...databaseOf(name),
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'Cluster',
      name: `atoll-${name}-cluster`,
    };
    const status = toStatus(
      '/spec/forProvider/vpcConfig/publicAccessCidrs[=203.0.113.0/24]',
      '203.0.113.0/24',
    );
    const { repo, records, read } = await setUp(name, status, object);
    await createNamespace(getCluster(), `region-${name}`);
    await createManagedResource(getCluster(), `region-${name}`, {
      group: 'eks.aws.m.upbound.io',
      plural: 'clusters',
      kind: 'Cluster',
      name: object.name,
      forProvider: {
        region: 'eu-west-1',
        vpcConfig: { publicAccessCidrs: ['203.0.113.0/24', '198.51.100.0/24'], endpointPublicAccess: true },
      },
    });

    const run = await adopt(repo, records);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(read()).toMatch(/allowedCidrs:\n +- 198\.51\.100\.0\/24\n +- 203\.0\.113\.0\/24\n/);
  });

  it('prints the rule by which it is never drift, where no field renders the value', async () => {
    const status = toStatus('/spec/forProvider/publiclyAccessible', true);
    const { repo, records, read } = await setUp('ad-none', status, databaseOf('ad-none'));
    const before = read();

    const run = await adopt(repo, records);

    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(run.stdout).toContain(
      'Not adopted: /spec/forProvider/publiclyAccessible: no field of region.yaml renders it.\n',
    );
    expect(run.stdout).toContain(
      'paste under spec.agent.drift.ignore of regions/ad-none/region.yaml:\n- match:',
    );
    expect(read()).toBe(before);
  });

  it('writes nothing that the configuration does not allow', async () => {
    const status = toStatus('/spec/forProvider/backupRetentionPeriod', 1);
    const { repo, records, read } = await setUp('ad-bad', status, databaseOf('ad-bad'));
    const before = read();

    const run = await adopt(repo, records);

    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(run.stdout).toContain('region.yaml would be refused with spec.backup.retentionDays: 1.');
    expect(run.stdout).toMatch(/^ {2}regions\/ad-bad\/region\.yaml:\d+:\d+ spec\.backup\.retentionDays: /m);
    expect(read()).toBe(before);
  });

  it('writes nothing of a region that this config repository does not have', async () => {
    const status = toStatus('/spec/forProvider/backupRetentionPeriod', 21);
    const { repo, records } = await setUp('ad-here', status, databaseOf('ad-here'));
    await records.create({ name: 'other-1a2b3c4d', spec: { region: 'ad-there' }, status });

    const run = await runCli(['drift', 'adopt', 'other-1a2b3c4d', '--namespace', records.namespace], {
      cwd: repo.root,
      kubeconfig: getCluster().kubeconfigPath,
    });

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('(ERR_REGION_UNKNOWN)');
  });
});

type DriftedRef = NonNullable<NonNullable<RecordOverrides['spec']>['object']>;

function databaseOf(region: string): DriftedRef {
  return {
    apiVersion: 'rds.aws.m.upbound.io/v1beta1',
    kind: 'Instance',
    namespace: `region-${region}`,
    name: `atoll-${region}-db`,
  };
}

function toStatus(path: string, live: unknown): NonNullable<RecordOverrides['status']> {
  return { changes: [{ path, was: { absent: true }, is: { json: JSON.stringify(live) } }] };
}
