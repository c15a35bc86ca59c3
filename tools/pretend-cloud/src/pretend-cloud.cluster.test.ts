import { join } from 'node:path';

import type { KubeObject, RunningCluster } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, expect, it } from 'vitest';

import { asJsonObject } from './json-object.ts';
import type { ManagedResource } from './managed-resource.ts';
import { type PretendCloud, type PretendCloudOptions, startPretendCloud } from './start-pretend-cloud.ts';
import { isReady } from './testing/is-ready.ts';
import { toVpc } from './testing/to-vpc.ts';

const CRD_FOLDERS = [join(import.meta.dirname, '../../../libs/cloud-aws/src/schemas/crds')];

const PATIENCE = { timeout: 60_000, interval: 50 };

describeCluster('a pretended cloud', { crdFolders: CRD_FOLDERS }, (getCluster) => {
  let cloud: PretendCloud | undefined;

  afterEach(async () => {
    await cloud?.stop();
    cloud = undefined;
  });

  it('late-initialises under its own manager, and only where the policies let it', async () => {
    await play('late');
    await apply(toVpc('late', 'full'));
    await apply(toVpc('late', 'reserved', { managementPolicies: ['Observe', 'Create', 'Update', 'Delete'] }));

    await requireCloud().until((objects) => objects.length === 2 && objects.every(isReady));

    const [full, reserved] = [await read('late', 'full'), await read('late', 'reserved')];
    expect(full?.spec.forProvider).toMatchObject({
      instanceTenancy: 'default',
      tags: { 'crossplane-name': 'full', Name: 'mine' },
    });
    expect(reserved?.spec.forProvider).not.toHaveProperty('instanceTenancy');
    const entries = full?.metadata['managedFields'] as {
      manager: string;
      subresource?: string;
      fieldsV1: object;
    }[];
    const provider = entries
      .filter(({ manager, subresource }) => manager === 'provider' && subresource === undefined)
      .map(({ fieldsV1 }) => fieldsV1);
    expect(JSON.stringify(provider)).toContain('f:instanceTenancy');
    expect(JSON.stringify(provider)).not.toContain('f:region');
  });

  it('shows a change in the cloud in atProvider, and puts it right at its poll', async () => {
    let nowMs = Date.now();
    await playOneVpc('drifts', { now: () => nowMs, pace: { latencyMs: 0 } });

    requireCloud().drift({ match: { name: 'one' }, path: 'cidrBlock', value: '10.9.0.0/16' });

    await expect.poll(() => cidrOf('drifts'), PATIENCE).toBe('10.9.0.0/16');
    nowMs += 600_000;
    await expect.poll(() => cidrOf('drifts'), PATIENCE).toBe('10.0.0.0/16');
    expect((await read('drifts', 'one'))?.spec.forProvider?.['cidrBlock']).toBe('10.0.0.0/16');
  });

  it('leaves a drift that is held until it is released', async () => {
    let nowMs = Date.now();
    await playOneVpc('held', { now: () => nowMs, pace: { latencyMs: 0 } });
    const match = { kind: 'VPC', name: 'one' };
    requireCloud().drift({ match, path: ['tags', 'Name'], value: 'theirs', hold: true });
    const nameOf = async () =>
      asJsonObject((await read('held', 'one'))?.status?.atProvider?.['tags'])['Name'];
    await expect.poll(nameOf, PATIENCE).toBe('theirs');

    nowMs += 700_000;
    requireCloud().drift({ match, path: 'enableDnsSupport', value: false });
    await expect.poll(() => atProviderOf('held', 'enableDnsSupport'), PATIENCE).toBe(false);
    nowMs += 700_000;
    await expect.poll(() => atProviderOf('held', 'enableDnsSupport'), PATIENCE).toBe(true);
    expect(await nameOf()).toBe('theirs');
    requireCloud().release(match);
    nowMs += 700_000;

    await expect.poll(nameOf, PATIENCE).toBe('mine');
  });

  it('applies a change of the spec at once', async () => {
    await playOneVpc('changes');

    await apply(toVpc('changes', 'one', { forProvider: { region: 'us-east-1', cidrBlock: '10.5.0.0/16' } }));

    await expect.poll(() => cidrOf('changes'), PATIENCE).toBe('10.5.0.0/16');
  });

  it('does nothing about a paused resource but say so', async () => {
    await playOneVpc('paused');
    await annotate('paused', { 'crossplane.io/paused': 'true' });
    await expect
      .poll(() => conditionOf('paused', 'Synced'), PATIENCE)
      .toMatchObject({
        status: 'False',
        reason: 'ReconcilePaused',
      });
    requireCloud().drift({ match: { name: 'one' }, path: 'cidrBlock', value: '10.9.0.0/16' });
    await apply(toVpc('paused', 'later'));

    await requireCloud().until(
      (objects) => objects.some(({ metadata }) => metadata.name === 'later') && isReady(find('later')),
    );
    expect(await cidrOf('paused')).toBe('10.0.0.0/16');
    await annotate('paused', { 'crossplane.io/paused': null });
    await expect.poll(() => cidrOf('paused'), PATIENCE).toBe('10.9.0.0/16');
  });

  it.each([
    [{ type: 'deny' }, 'AccessDenied'],
    [{ type: 'throttle' }, 'ThrottlingException'],
    [{ type: 'fail', message: 'create failed: VpcLimitExceeded' }, 'VpcLimitExceeded'],
  ] as const)('shows the fault %j as Synced=False until it is lifted', async (fault, words) => {
    const namespace = `fault-${fault.type}`;
    await play(namespace);
    const lift = requireCloud().inject({ ...fault, match: { name: 'one' } });
    await apply(toVpc(namespace, 'one'));
    await apply(toVpc(namespace, 'other'));

    await expect
      .poll(() => conditionOf(namespace, 'Synced'), PATIENCE)
      .toMatchObject({
        status: 'False',
        reason: 'ReconcileError',
        message: expect.stringContaining(words),
      });
    await requireCloud().until(() => isReady(find('other')));
    expect(isReady(find('one'))).toBe(false);
    lift();

    await requireCloud().until((objects) => objects.every(isReady));
  });

  it('makes a delayed resource available later', async () => {
    let nowMs = Date.now();
    await play('delayed', { now: () => nowMs });
    requireCloud().inject({ type: 'delay', match: { name: 'one' }, delayMs: 60_000 });
    await apply(toVpc('delayed', 'one'));
    await expect.poll(() => conditionOf('delayed', 'Ready'), PATIENCE).toMatchObject({ reason: 'Creating' });

    nowMs += 60_200;

    await expect.poll(() => conditionOf('delayed', 'Ready'), PATIENCE).toMatchObject({ reason: 'Available' });
  });

  it('observes what belongs to others only when it is told its name', async () => {
    await play('observes');
    const managementPolicies = ['Observe'];
    await apply(toVpc('observes', 'one', { managementPolicies }));
    await expect
      .poll(() => conditionOf('observes', 'Synced'), PATIENCE)
      .toMatchObject({
        message: 'external resource does not exist',
      });

    await annotate('observes', { 'crossplane.io/external-name': 'vpc-theirs' });

    await expect.poll(() => conditionOf('observes', 'Ready'), PATIENCE).toMatchObject({ status: 'True' });
    expect(await atProviderOf('observes', 'id')).toBe('vpc-theirs');
  });

  it('lets a deleted resource go once the cloud has', async () => {
    let nowMs = Date.now();
    await play('deletes', { now: () => nowMs });
    await apply(toVpc('deletes', 'one'));
    await expect.poll(() => conditionOf('deletes', 'Ready'), PATIENCE).toMatchObject({ reason: 'Creating' });
    nowMs += 100;
    await expect.poll(() => conditionOf('deletes', 'Ready'), PATIENCE).toMatchObject({ reason: 'Available' });

    await getCluster().request('DELETE', pathOf('deletes', 'one'));

    await expect.poll(() => conditionOf('deletes', 'Ready'), PATIENCE).toMatchObject({ reason: 'Deleting' });
    nowMs += 100;
    await expect.poll(() => read('deletes', 'one'), PATIENCE).toBeUndefined();
  });

  it('knows after a restart what it made before', async () => {
    await playOneVpc('restarts');
    const before = await read('restarts', 'one');
    await requireCloud().stop();

    cloud = await startPretendCloud({ kubeconfig: getCluster().kubeconfigPath, namespaces: ['restarts'] });
    await apply(toVpc('restarts', 'two'));
    await requireCloud().until((objects) => objects.length === 2 && objects.every(isReady));

    expect(await read('restarts', 'one')).toEqual(before);
  });

  it('refuses kinds that nobody serves', async () => {
    const options = {
      kubeconfig: getCluster().kubeconfigPath,
      namespaces: ['none'],
      resources: ['x.example.com'],
    };

    await expect(startPretendCloud(options)).rejects.toMatchObject({ code: 'ERR_PRETEND_KINDS' });
  });

  it('refuses a drift of a resource that is not there', async () => {
    await play('absent');

    expect(() => requireCloud().drift({ match: { name: 'none' }, path: 'a', value: 1 })).toThrow(
      expect.objectContaining({ code: 'ERR_PRETEND_NO_RESOURCE' }),
    );
  });

  async function play(namespace: string, options: Partial<PretendCloudOptions> = {}): Promise<void> {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    await getCluster().request('POST', '/api/v1/namespaces', { body });
    const kubeconfig = getCluster().kubeconfigPath;
    cloud = await startPretendCloud({ kubeconfig, namespaces: [namespace], log: console.info, ...options });
  }

  async function playOneVpc(namespace: string, options: Partial<PretendCloudOptions> = {}): Promise<void> {
    await play(namespace, options);
    await apply(toVpc(namespace, 'one'));
    await expect.poll(() => conditionOf(namespace, 'Ready'), PATIENCE).toMatchObject({ reason: 'Available' });
  }

  function requireCloud(): PretendCloud {
    if (cloud === undefined) throw new Error('the pretended cloud is not started');
    return cloud;
  }

  async function apply(object: KubeObject): Promise<void> {
    const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
    expect(answer).not.toHaveProperty('refusal');
  }

  function find(name: string): ManagedResource | undefined {
    return requireCloud()
      .objects()
      .find(({ metadata }) => metadata.name === name);
  }

  function read(namespace: string, name: string): Promise<ManagedResource | undefined> {
    return readFrom(getCluster(), pathOf(namespace, name));
  }

  async function conditionOf(namespace: string, type: string): Promise<unknown> {
    return (await read(namespace, 'one'))?.status?.conditions?.find((each) => each.type === type);
  }

  async function atProviderOf(namespace: string, field: string): Promise<unknown> {
    return (await read(namespace, 'one'))?.status?.atProvider?.[field];
  }

  function cidrOf(namespace: string): Promise<unknown> {
    return atProviderOf(namespace, 'cidrBlock');
  }

  async function annotate(
    namespace: string,
    annotations: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const answer = await getCluster().request('PATCH', pathOf(namespace, 'one'), {
      body: { metadata: { annotations } },
      contentType: 'application/merge-patch+json',
    });
    expect(answer.status).toBe(200);
  }
});

function pathOf(namespace: string, name: string): string {
  return `/apis/ec2.aws.m.upbound.io/v1beta1/namespaces/${namespace}/vpcs/${name}`;
}

async function readFrom({ request }: RunningCluster, path: string): Promise<ManagedResource | undefined> {
  const answer = await request('GET', path);
  return answer.status === 200 ? (answer.json as ManagedResource) : undefined;
}
