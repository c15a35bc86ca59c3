import { join } from 'node:path';
import { awsFieldRows } from '@atoll/cloud-aws';
import type { KubeObject } from '@atoll/cluster';
import { describeCluster, readManifests } from '@atoll/cluster/testing';
import { type CloudVerdict, compareManagedResource, type KubeManifest, normalizeDesired } from '@atoll/drift';
import { type ManagedResource, type PretendCloud, startPretendCloud } from '@atoll/pretend-cloud';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LIBRARIES = join(import.meta.dirname, '..', '..', '..');
const CRD_FOLDERS = [join(LIBRARIES, 'cloud-aws/src/schemas/crds')];
const REGION = join(LIBRARIES, 'synth/src/__golden__/aws-us-east-1');
const NAMESPACE = 'region-aws-us-east-1';
const WAIT = { timeout: 60_000, interval: 50 };

describeCluster('the cloud layer of a region', { crdFolders: CRD_FOLDERS }, (getCluster) => {
  let cloud: PretendCloud;
  let skippedMs = 0;
  const wanted = new Map<string, KubeManifest>();

  beforeAll(async () => {
    const manifests = await readManifests(REGION);
    const managed = manifests.map(({ object }) => object).filter(isManaged);
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
    await getCluster().request('POST', '/api/v1/namespaces', { body });
    cloud = await startPretendCloud({
      kubeconfig: getCluster().kubeconfigPath,
      namespaces: [NAMESPACE],
      now: () => Date.now() + skippedMs,
      pace: { latencyMs: 0 },
      log: console.info,
    });
    for (const object of managed) await apply(object);
    await cloud.until((objects) => objects.length === managed.length && objects.every(isReady));
  });

  afterAll(() => cloud.stop());

  async function apply(object: KubeObject): Promise<void> {
    const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
    expect(answer).not.toHaveProperty('refusal');
    wanted.set(`${object.kind}/${object.metadata.name}`, normalizeDesired(object as KubeManifest, btoa));
  }

  function find(kind: string, name?: string): ManagedResource {
    const found = cloud
      .objects()
      .find((object) => object.kind === kind && (name ?? object.metadata.name) === object.metadata.name);
    if (found === undefined) throw new Error(`there is no ${kind}`);
    return found;
  }

  function judge(live: ManagedResource): CloudVerdict {
    const { apiVersion, kind, metadata } = live;
    const desired = wanted.get(`${kind}/${metadata.name}`);
    if (desired === undefined) throw new Error(`${kind} ${metadata.name} is not in Git`);
    return compareManagedResource(
      {
        ref: { apiVersion, kind, namespace: NAMESPACE, name: metadata.name, stage: 'any' },
        desired,
        live: live as unknown as KubeManifest,
        previousName: undefined,
        now: new Date(Date.now() + skippedMs),
      },
      awsFieldRows,
      { ignore: [], elastic: [], owners: ['kustomize-controller'], userAnnotation: 'by', hmac: () => 'hmac' },
    );
  }

  function told(kind: string): readonly string[] {
    const { class: name, changes } = judge(find(kind));
    return [name, ...changes.map(({ path }) => path)];
  }

  it('calls every resource of the example region as in Git, whatever providers and cloud fill in', () => {
    const verdicts = cloud
      .objects()
      .map((object) => [`${object.kind} ${object.metadata.name}`, judge(object)] as const);

    expect(verdicts.length).toBeGreaterThan(100);
    const others = verdicts.filter(([, { class: name }]) => name !== 'InSync');
    // It stands for no resource: it only writes a kubeconfig, of which the pretended cloud shows nothing.
    expect(others.map(([name, { class: verdict }]) => [name, verdict])).toStrictEqual([
      ['ClusterAuth atoll-aws-us-east-1-cluster', 'Unknown'],
    ]);
    expect(verdicts.flatMap(([, { unjudged }]) => unjudged)).toStrictEqual([]);
  });

  it.each([
    ['NodeGroup', 'scalingConfig.maxSize', 9, ['Modified', '/spec/forProvider/scalingConfig/maxSize']],
    ['Instance', 'publiclyAccessible', true, ['Modified', '/spec/forProvider/publiclyAccessible']],
    ['Key', 'isEnabled', false, ['Extra', '/spec/forProvider/isEnabled']],
    ['InternetGateway', 'vpcId', 'vpc-theirs', ['Modified', '/spec/forProvider/vpcId']],
    ['Bucket', ['tags', 'cost/centre'], '7', ['Extra', '/spec/forProvider/tags/cost~1centre']],
    [
      'DefaultSecurityGroup',
      'ingress',
      [{ protocol: '-1', fromPort: 0, toPort: 0 }],
      ['Modified', '/spec/forProvider/ingress'],
    ],
  ])(
    'tells what somebody changed of a %s in the cloud, until the provider has put it right: %s',
    async (kind, path, value, expected) => {
      const { name } = find(kind).metadata;
      cloud.drift({ match: { kind, name }, path, value, hold: true });

      await expect.poll(() => told(kind), WAIT).toStrictEqual(expected);
      cloud.release({ kind, name });
      skippedMs += 600_000;

      await expect.poll(() => told(kind), WAIT).toStrictEqual(['InSync']);
    },
  );

  it('takes another spelling of a policy for the same, and another policy for another', async () => {
    const role = find('Role');
    const match = { kind: 'Role', name: role.metadata.name };
    const text = String(role.spec.forProvider?.['assumeRolePolicy']);
    const policy = JSON.parse(text) as { readonly Statement: readonly object[] };
    const isShown = (shown: string) => find('Role').status?.atProvider?.['assumeRolePolicy'] === shown;

    const spelled = JSON.stringify({ ...policy, Statement: [...policy.Statement].reverse() }, undefined, 2);
    cloud.drift({ match, path: 'assumeRolePolicy', value: spelled });
    await expect.poll(() => isShown(spelled), WAIT).toBe(true);
    expect(told('Role')).toStrictEqual(['InSync']);

    const wider = JSON.stringify({
      ...policy,
      Statement: [...policy.Statement, { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
    });
    cloud.drift({ match, path: 'assumeRolePolicy', value: wider });
    await expect
      .poll(() => told('Role'), WAIT)
      .toStrictEqual(['Modified', '/spec/forProvider/assumeRolePolicy']);
    skippedMs += 600_000;
    await expect.poll(() => told('Role'), WAIT).toStrictEqual(['InSync']);
  });

  it('says nothing of a resource that its provider cannot see', async () => {
    const { name } = find('Zone').metadata;
    const lift = cloud.inject({ type: 'deny', match: { kind: 'Zone', name } });

    await expect
      .poll(() => judge(find('Zone', name)), WAIT)
      .toMatchObject({ class: 'Unknown', reason: 'stale', isSynced: false });
    expect(judge(find('Zone', name)).message).toContain('AccessDenied');
    lift();

    await expect.poll(() => judge(find('Zone', name)).class, WAIT).toBe('InSync');
  });

  it('leaves to the object its own verdict when somebody changes the object and the cloud follows', async () => {
    const { apiVersion, metadata } = find('VPC');
    const path = `/apis/${apiVersion}/namespaces/${NAMESPACE}/vpcs/${metadata.name}`;
    const answer = await getCluster().request('PATCH', path, {
      body: { spec: { forProvider: { enableDnsHostnames: false } } },
      contentType: 'application/merge-patch+json',
    });
    expect(answer.status).toBe(200);

    await expect.poll(() => find('VPC').status?.atProvider?.['enableDnsHostnames'], WAIT).toBe(false);
    expect(told('VPC')).toStrictEqual(['InSync']);
  });
});

function isManaged({ apiVersion }: KubeObject): boolean {
  return apiVersion.split('/')[0]?.endsWith('.aws.m.upbound.io') === true;
}

function isReady({ status }: ManagedResource): boolean {
  const conditions = status?.conditions ?? [];
  return conditions.length > 1 && conditions.every((condition) => condition.status === 'True');
}
