import { copyFileSync, mkdtempSync } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { issueClientCertificate } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { keyOf, networkOf } from './testing/aws-resources.ts';
import { createTestRepo, type TestRepo } from './testing/config-repo.ts';
import {
  createIngressService,
  createManagedResource,
  createNamespace,
  type ManagedResource,
  writeAddress,
  writeAtProvider,
} from './testing/managed-resources.ts';
import { type CliRun, runCli } from './testing/run-cli.ts';

/** The kinds that are read, but the endpoint service of PrivateLink: a control cluster without it is a sound one. */
const CRDS = [
  'clusters.eks.aws.m.upbound.io.json',
  'instances.rds.aws.m.upbound.io.json',
  'keys.kms.aws.m.upbound.io.json',
  'launchtemplates.ec2.aws.m.upbound.io.json',
  'vpcs.ec2.aws.m.upbound.io.json',
  'zones.route53.aws.m.upbound.io.json',
];

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const LOAD_BALANCER = 'atoll-ingress-50dc6c495c0c9188.elb.eu-west-1.amazonaws.com';

const crdFolder = copyCrds();

describeCluster('atoll observe', { crdFolders: [crdFolder] }, (getCluster) => {
  const repos: TestRepo[] = [];
  afterEach(async () => {
    for (const repo of repos.splice(0)) await repo.remove();
  });
  afterAll(() => rm(crdFolder, { recursive: true, force: true }));

  /** Makes the config repository of a region and its namespace in the control cluster. */
  async function createRegion(name: string, resources: readonly ManagedResource[] = []): Promise<TestRepo> {
    const repo = await createTestRepo(name);
    repos.push(repo);
    await createNamespace(getCluster(), `region-${name}`);
    for (const resource of resources) await createManagedResource(getCluster(), `region-${name}`, resource);
    return repo;
  }

  function observe({ root, region }: TestRepo, ...options: readonly string[]): Promise<CliRun> {
    return runCli(['observe', region, ...options], { cwd: root, kubeconfig: getCluster().kubeconfigPath });
  }

  describe('with managed resources whose providers have written their status', () => {
    it('writes what the cloud assigned, says what still waits, and leaves the file alone the second time', async () => {
      const repo = await createRegion('one-west', networkOf('one-west'));

      const first = await observe(repo);
      const text = await repo.readObserved();
      const before = await stat(repo.observedPath);
      const second = await observe(repo);

      const where = `namespace region-one-west of ${getCluster().url} (context atoll).`;
      const notRead =
        'Not installed in the control cluster, so not read: vpcendpointservices.ec2.aws.m.upbound.io.';
      const waits = `Still waiting:
  encryptionConfig of Cluster atoll-one-west-cluster waits for spec.aws.keyArn (from status of Key atoll-one-west-key)
  Record atoll-one-west-host waits for spec.aws.ingress (from the load balancer controller in the region's cluster)`;
      expect(first).toEqual({
        code: 0,
        stderr: '',
        stdout: `Read 4 managed resources in ${where}
${notRead}
Wrote regions/one-west/observed.yaml:
  spec.aws.vpcId: absent → vpc-0f1e2d3c4b5a69788
  spec.aws.oidcIssuer: absent → https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF
  spec.aws.zoneId: absent → Z0123456789ABCDEFGHIJ
  spec.aws.nameServers: absent → ["ns-1.example.com","ns-2.example.com"]
  spec.aws.database.arn: absent → arn:aws:rds:eu-west-1:111122223333:db:atoll-one-west-db
  spec.aws.database.address: absent → db.example.com
  spec.aws.database.instanceClass: absent → db.r6g.large
  spec.aws.database.allocatedGib: absent → 100
${waits}
Next: npx nx run synth
`,
      });
      expect(text).toContain(`spec:
  aws:
    vpcId: vpc-0f1e2d3c4b5a69788
    oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF
    zoneId: Z0123456789ABCDEFGHIJ
    nameServers:
      - ns-1.example.com
      - ns-2.example.com
    database:
      arn: arn:aws:rds:eu-west-1:111122223333:db:atoll-one-west-db
      address: db.example.com
      instanceClass: db.r6g.large
      allocatedGib: 100
`);
      expect(second).toEqual({
        code: 0,
        stderr: '',
        stdout: `Read 4 managed resources in ${where}
${notRead}
Nothing changed; regions/one-west/observed.yaml was not touched.
${waits}
Next: atoll observe one-west, once the values are there; what is made inside the region's own cluster needs --region-kubeconfig <file>
`,
      });
      const after = await stat(repo.observedPath);
      expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
      await expect(readdir(dirname(repo.observedPath))).resolves.toEqual(['observed.yaml', 'region.yaml']);
    });

    it('adds the key when its provider has made it, keeps comments, and waits for less', async () => {
      const repo = await createRegion('two-west', [keyOf('two-west')]);
      await repo.writeObserved(observedFile('two-west', '    # Ours.\n    vpcId: "vpc-0f1e2d3c" # old\n'));

      const early = await observe(repo, '-o', 'json');
      await writeAtProvider(getCluster(), 'region-two-west', keyOf('two-west', KEY_ARN));
      const late = await observe(repo, '-o', 'json');

      expect(fieldsWaitedFor(early)).toEqual(['spec.aws.keyArn', 'spec.aws.ingress']);
      expect(JSON.parse(early.stdout)).toMatchObject({ changes: [], written: false, objects: 1 });
      expect(fieldsWaitedFor(late)).toEqual(['spec.aws.ingress']);
      expect(JSON.parse(late.stdout)).toMatchObject({
        changes: [{ field: 'spec.aws.keyArn', after: KEY_ARN }],
        written: true,
        objects: 1,
      });
      await expect(repo.readObserved()).resolves.toBe(
        observedFile('two-west', `    # Ours.\n    vpcId: "vpc-0f1e2d3c" # old\n    keyArn: ${KEY_ARN}\n`),
      );
    });

    it('writes nothing in a dry run', async () => {
      const repo = await createRegion('dry-west', networkOf('dry-west'));

      const run = await observe(repo, '--dry-run');

      expect(run.code).toBe(0);
      expect(run.stdout).toContain(
        'Would write regions/dry-west/observed.yaml (dry run):\n  spec.aws.vpcId: absent → vpc-',
      );
      await expect(repo.readObserved()).resolves.toBeUndefined();
    });

    it('writes nothing when the cloud shows a value that the file may not hold', async () => {
      const repo = await createRegion('odd-west', [keyOf('odd-west', 'arn:odd')]);

      const run = await observe(repo);

      expect(run.code).toBe(1);
      expect(run.stderr).toContain(
        'What the cluster shows is not allowed in regions/odd-west/observed.yaml, so it was not written:\n',
      );
      expect(run.stderr).toContain('spec.aws.keyArn');
      await expect(repo.readObserved()).resolves.toBeUndefined();
    });

    it('keeps its hands off an observed.yaml that is not valid', async () => {
      const repo = await createRegion('bad-west', networkOf('bad-west'));
      const broken = observedFile('bad-west', '    vpcID: vpc-0f1e2d3c\n');
      await repo.writeObserved(broken);

      const run = await observe(repo);

      expect(run.code).toBe(1);
      expect(run.stderr).toMatch(/^regions\/bad-west\/observed\.yaml:7:5 spec\.aws\.vpcID: /);
      await expect(repo.readObserved()).resolves.toBe(broken);
    });
  });

  it('says that a namespace holds nothing of the region', async () => {
    const repo = await createTestRepo('lost-west');
    repos.push(repo);

    const run = await observe(repo);

    expect(run.code).toBe(0);
    expect(run.stdout).toContain(
      `Namespace region-lost-west of ${getCluster().url} (context atoll) holds none of the region's managed resources: has Flux applied them, and is it the region's control cluster?\n`,
    );
    await expect(repo.readObserved()).resolves.toBeUndefined();
  });

  it('names every kind that the user may not list, and what to do', async () => {
    const repo = await createRegion('shut-west');
    const kubeconfig = await writeKubeconfigOf('observer', repo.root);

    const run = await observe(repo, '--kubeconfig', kubeconfig);

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(
      'forbids the user "observer" to list vpcs.ec2.aws.m.upbound.io in namespace region-shut-west. A Role there must allow the verb list on vpcs.ec2.aws.m.upbound.io, and a RoleBinding must give it to that user.\n',
    );
    expect(run.stderr).toContain('to list keys.kms.aws.m.upbound.io in namespace region-shut-west');
    expect(run.stderr).toMatch(/\n\(ERR_KUBE_FORBIDDEN\)\n$/);
  });

  it('reads a user who may list, and nothing else', async () => {
    const repo = await createRegion('open-west', networkOf('open-west'));
    await allowList('lister', 'region-open-west');
    const kubeconfig = await writeKubeconfigOf('lister', repo.root);

    const run = await observe(repo, '--kubeconfig', kubeconfig);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    await expect(repo.readObserved()).resolves.toContain('vpcId: vpc-0f1e2d3c4b5a69788');
  });

  it("adds the region's ingress from its own cluster, once its load balancer is there", async () => {
    const repo = await createRegion('in-west', [keyOf('in-west', KEY_ARN)]);
    const own = ['--region-kubeconfig', getCluster().kubeconfigPath, '-o', 'json'];
    const where = `namespace ingress of ${getCluster().url} (context atoll)`;
    await createNamespace(getCluster(), 'ingress');

    const none = await observe(repo, ...own);
    await createIngressService(getCluster(), 'public');
    const early = await observe(repo, ...own);
    await writeAddress(getCluster(), 'public', LOAD_BALANCER);
    const late = await observe(repo, ...own);

    expect(warningsOf(none)).toContain(
      `No Service of type LoadBalancer with the label atoll.dev/ingress=true is in ${where}.`,
    );
    expect(warningsOf(early)).toContain(`Service public in ${where} has no load balancer yet.`);
    expect(fieldsWaitedFor(early)).toEqual(['spec.aws.ingress']);
    expect(fieldsWaitedFor(late)).toEqual([]);
    await expect(repo.readObserved()).resolves.toContain(`    ingress:
      loadBalancerArn: arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/atoll-ingress/50dc6c495c0c9188
      hostname: ${LOAD_BALANCER}
      hostedZoneId: Z2IFOLAFXWLO4F
`);
  });

  /** Lets a user list the observed kinds of one namespace: the whole of what the help says is needed. */
  async function allowList(user: string, namespace: string): Promise<void> {
    const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const head = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'observe' } };
    const apiGroups = ['ec2', 'eks', 'kms', 'rds', 'route53'].map((name) => `${name}.aws.m.upbound.io`);
    const ofEc2 = ['launchtemplates', 'vpcs', 'vpcendpointservices'];
    const resources = [...ofEc2, 'clusters', 'keys', 'instances', 'zones'];
    const rules = [{ apiGroups, resources, verbs: ['list'] }];
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'observe' };
    const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }];
    await getCluster().request('POST', `${path}/roles`, { body: { ...head, kind: 'Role', rules } });
    await getCluster().request('POST', `${path}/rolebindings`, {
      body: { ...head, kind: 'RoleBinding', roleRef, subjects },
    });
  }

  async function writeKubeconfigOf(user: string, folder: string): Promise<string> {
    const { caPath, url } = getCluster();
    const files = await issueClientCertificate(dirname(caPath), { user, groups: [] });
    const path = join(folder, `${user}.kubeconfig`);
    const content = {
      'current-context': 'atoll',
      contexts: [{ name: 'atoll', context: { cluster: 'atoll', user } }],
      clusters: [{ name: 'atoll', cluster: { server: url, 'certificate-authority': caPath } }],
      users: [{ name: user, user: { 'client-certificate': files.cert, 'client-key': files.key } }],
    };
    await writeFile(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  }
});

function copyCrds(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-observe-crds-'));
  const source = join(import.meta.dirname, '../../../../libs/cloud-aws/src/schemas/crds');
  for (const file of CRDS) copyFileSync(join(source, file), join(folder, file));
  return folder;
}

function observedFile(region: string, values: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata:
  name: ${region}
spec:
  aws:
${values}`;
}

function fieldsWaitedFor({ stdout }: CliRun): readonly string[] {
  const { waits } = JSON.parse(stdout) as { readonly waits: readonly { readonly field: string }[] };
  return waits.map(({ field }) => field);
}

function warningsOf({ stdout }: CliRun): readonly string[] {
  return (JSON.parse(stdout) as { readonly warnings: readonly string[] }).warnings;
}
