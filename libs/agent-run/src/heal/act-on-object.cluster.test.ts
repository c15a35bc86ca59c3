import { describeCluster } from '@atoll/cluster/testing';
import { connectKube, type KubeConnection } from '@atoll/kube';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { createClusterRequests } from '../cluster/cluster-requests.ts';
import { configMapResource } from '../cluster/record-resources.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { type ActDecision, actOnObject } from './act-on-object.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

describeCluster('an act on an object', {}, (getCluster) => {
  let connection: KubeConnection;
  beforeAll(() => {
    connection = connectKube({ userAgent: 'atoll-agent', kubeconfig: getCluster().kubeconfigPath });
  });
  afterAll(() => connection.close());

  async function create(name: string) {
    const { json } = await getCluster().request('POST', MAPS, {
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { most: '11', hand: 'made' } },
    });
    const { uid, resourceVersion } = (json as { metadata: { uid: string; resourceVersion: string } })
      .metadata;
    return { uid, resourceVersion };
  }

  async function read(name: string) {
    const { status, json } = await getCluster().request('GET', `${MAPS}/${name}`);
    return status === 200 ? (json as { readonly data: Readonly<Record<string, string>> }).data : undefined;
  }

  function act(
    decision: Pick<ActDecision, 'action'> & Partial<ActDecision>,
    {
      name,
      leadsFor = () => true,
      additions = ['/data/hand'],
    }: { readonly name: string; readonly leadsFor?: () => boolean; readonly additions?: readonly string[] },
  ) {
    const object = toDesired(name);
    return actOnObject(
      { requests: createClusterRequests(connection), clock: systemClock, leadsFor },
      {
        decision: { code: 'policy', reason: 'because', ...decision } as ActDecision,
        object,
        stored: {
          key: object.key,
          object,
          verdict: {
            class: 'Modified',
            message: '',
            changes: [
              { path: '/data/most', was: { json: '"10"' }, is: { json: '"11"' } },
              ...additions.map((path) => ({ path, was: { absent: true } as const, is: { json: '"made"' } })),
            ],
          },
          observedAt: new Date(),
          since: new Date(),
        },
        resource: configMapResource,
      },
    );
  }

  it('puts right what Git sets and takes away what others added, of the version that was judged', async () => {
    const guard = await create('right');

    expect(await act({ action: 'apply', guard }, { name: 'right' })).toStrictEqual({ result: 'done' });

    expect(await read('right')).toStrictEqual({ most: '10' });
  });

  it('does nothing to an object that somebody changed meanwhile', async () => {
    const guard = await create('changed');
    await getCluster().request('PATCH', `${MAPS}/changed`, {
      contentType: 'application/merge-patch+json',
      body: { data: { most: '12' } },
    });

    expect(await act({ action: 'apply', guard }, { name: 'changed' })).toStrictEqual({
      result: 'failed',
      why: 'conflict',
    });
    expect(await read('changed')).toStrictEqual({ most: '12', hand: 'made' });
  });

  it('does not bring back an object that is gone, nor touch another one of its name', async () => {
    const guard = await create('gone');
    await getCluster().request('DELETE', `${MAPS}/gone`);

    expect(await act({ action: 'apply', guard }, { name: 'gone' })).toMatchObject({ result: 'failed' });
    expect(await read('gone')).toBeUndefined();

    await create('gone');
    expect(await act({ action: 'apply', guard }, { name: 'gone' })).toStrictEqual({
      result: 'failed',
      why: 'conflict',
    });
    expect(await act({ action: 'recreate', replaces: guard }, { name: 'gone' })).toStrictEqual({
      result: 'failed',
      why: 'conflict',
    });
    expect(await read('gone')).toStrictEqual({ most: '11', hand: 'made' });
  });

  it('makes an object again in the place of the one that was judged', async () => {
    const replaces = await create('again');

    expect(await act({ action: 'recreate', replaces }, { name: 'again' })).toStrictEqual({ result: 'done' });

    expect(await read('again')).toStrictEqual({ most: '10' });
  });

  it('sends nothing once it does not lead any more', async () => {
    const guard = await create('follower');

    expect(await act({ action: 'apply', guard }, { name: 'follower', leadsFor: () => false })).toStrictEqual({
      result: 'failed',
      why: 'other',
    });
    expect(await read('follower')).toStrictEqual({ most: '11', hand: 'made' });
  });

  it('leaves a path alone that the object does not have', async () => {
    const guard = await create('path');

    expect(await act({ action: 'apply', guard }, { name: 'path', additions: ['/data/none'] })).toStrictEqual({
      result: 'done',
    });
    expect(await read('path')).toStrictEqual({ most: '10', hand: 'made' });
  });
});

function toDesired(name: string): DesiredObject {
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name };
  return {
    key: `v1/ConfigMap/default/${name}`,
    ref,
    region: 'eu-1',
    half: 'region',
    stage: 'platform',
    kustomization: 'flux-system/platform',
    commit: '0'.repeat(40),
    path: `regions/eu-1/platform/${name}.yaml`,
    blob: name,
    json: JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
      data: { most: '10' },
    }),
  };
}
