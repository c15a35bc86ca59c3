import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type WatchWorld } from '../testing/watch-world.ts';

/** How long a condition of a real server is waited for; it comes in milliseconds. */
const WAIT = { timeout: 30_000, interval: 20 };

describeCluster('a watch of a real API server', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  it('tells what is there, that this is all, and then every change', async () => {
    await world.createNamespace('changes');
    await world.putMap('changes', 'a', '1');
    const { told, events } = world.watch([mapsOf('changes')]);
    await expect.poll(() => events.some(({ type }) => type === 'synced'), WAIT).toBe(true);

    await world.putMap('changes', 'a', '2');
    await world.putMap('changes', 'b', '1');
    await world.dropMap('changes', 'a');

    await expect.poll(told, WAIT).toStrictEqual(['upsert a', 'upsert a', 'upsert b', 'delete a']);
    expect(events.find(({ type }) => type === 'upsert')).toMatchObject({
      object: { apiVersion: 'v1', kind: 'ConfigMap', data: { value: '1' } },
    });
  });

  it('lists anew when the server has forgotten the version, and tells what was deleted meanwhile', async () => {
    await world.createNamespace('forgotten');
    await world.putMap('forgotten', 'stays', '1');
    await world.putMap('forgotten', 'goes', '1');
    const { told, watch, events } = world.watch([mapsOf('forgotten')]);
    await expect.poll(() => events.some(({ type }) => type === 'synced'), WAIT).toBe(true);

    watch.setResources([]);
    await world.dropMap('forgotten', 'goes');
    watch.setResources([mapsOf('forgotten')]);

    await expect.poll(told, WAIT).toStrictEqual(['upsert goes', 'upsert stays', 'upsert stays']);
  });

  it('watches more resources than one session has streams for', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `many-${index}`);
    await Promise.all(names.map((name) => world.createNamespace(name)));
    const { events, told } = world.watch(names.map(mapsOf));
    await expect.poll(() => events.filter(({ type }) => type === 'synced').length, WAIT).toBe(120);

    await world.putMap('many-0', 'first', '1');
    await world.putMap('many-119', 'last', '1');

    await expect.poll(told, WAIT).toStrictEqual(['upsert first', 'upsert last']);
  });

  it('says that a resource is not served', async () => {
    const { events } = world.watch([
      { group: 'nobody.example.com', version: 'v1', plural: 'things', namespace: 'default' },
    ]);

    await expect.poll(() => events, WAIT).toMatchObject([{ type: 'state', state: 'unserved' }]);
  });

  it('calls everything stale without a heartbeat, and fresh again with one', async () => {
    await world.createNamespace('beats');
    const { watch, events } = world.watch([mapsOf('beats')], { heartbeatMs: 200 });
    await expect.poll(() => events.some(({ type }) => type === 'synced'), WAIT).toBe(true);

    await expect.poll(() => watch.states(), WAIT).toMatchObject([{ state: 'stale' }]);
    expect(watch.staleMs()).toBeGreaterThan(200);
    await expect
      .poll(() => {
        watch.noteHeartbeat();
        return watch.states();
      }, WAIT)
      .toMatchObject([{ state: 'fresh' }]);
  });

  it('finds nothing missed where nothing was', async () => {
    await world.createNamespace('complete');
    for (const name of ['a', 'b', 'c']) await world.putMap('complete', name, '1');
    const { watch, told } = world.watch([mapsOf('complete')]);
    await expect.poll(told, WAIT).toHaveLength(3);

    expect(await watch.checkMissedEvents()).toBe(0);
  });
});
