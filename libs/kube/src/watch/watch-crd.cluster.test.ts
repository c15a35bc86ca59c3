import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, type WatchWorld } from '../testing/watch-world.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import type { WatchedResource } from './watched-resource.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const GROUP = 'watch.example.com';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

describeCluster('a watch of a resource that comes and goes', {}, (getCluster) => {
  let world: WatchWorld;
  let admin: KubeConnection;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
    admin = world.connect();
  });
  afterEach(() => world.end());

  async function createCrd(version: string): Promise<void> {
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const body = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `boats.${GROUP}` },
      spec: {
        group: GROUP,
        scope: 'Cluster',
        names: { plural: 'boats', singular: 'boat', kind: 'Boat', listKind: 'BoatList' },
        versions: [{ name: version, served: true, storage: true, schema }],
      },
    };
    await admin.request({ method: 'POST', path: CRDS, body });
  }

  async function createBoat(version: string, name: string): Promise<void> {
    const body = { apiVersion: `${GROUP}/${version}`, kind: 'Boat', metadata: { name } };
    await admin.request({ method: 'POST', path: `/apis/${GROUP}/${version}/boats`, body });
  }

  function boats(version: string): WatchedResource {
    return { group: GROUP, version, plural: 'boats' };
  }

  it('fault 22: says that it is not served without its CRD, and sees it again with another', async () => {
    await createCrd('v1');
    const { told, watch } = world.watch([boats('v1')]);
    await expect.poll(() => watch.states(), WAIT).toMatchObject([{ state: 'fresh' }]);
    await createBoat('v1', 'first');
    await expect.poll(told, WAIT).toStrictEqual(['upsert first']);

    await admin.request({ method: 'DELETE', path: `${CRDS}/boats.${GROUP}` });
    await expect.poll(() => watch.states(), WAIT).toMatchObject([{ state: 'unserved' }]);
    await expect
      .poll(
        () =>
          createCrd('v2').then(
            () => 'created',
            () => 'not yet',
          ),
        WAIT,
      )
      .toBe('created');
    watch.setResources([boats('v2')]);
    await expect.poll(() => watch.states(), WAIT).toMatchObject([{ state: 'fresh' }]);
    await createBoat('v2', 'second');

    await expect.poll(told, WAIT).toContain('upsert second');
    expect(new Set(told())).toStrictEqual(new Set(['upsert first', 'delete first', 'upsert second']));
  });
});
