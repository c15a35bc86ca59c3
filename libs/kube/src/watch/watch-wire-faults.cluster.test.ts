import {
  describeCluster,
  type FaultProxy,
  type FaultProxyOptions,
  freezeProgram,
  startFaultProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type Watched, type WatchWorld } from '../testing/watch-world.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describeCluster('a watch over a broken wire', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  /** Watches the ConfigMaps of a new namespace over a proxy, until they are known. */
  async function start(
    namespace: string,
    options: FaultProxyOptions = {},
  ): Promise<Watched & { readonly proxy: FaultProxy }> {
    const proxy = await startFaultProxy(getCluster().url, options);
    world.onEnd(() => proxy.stop());
    await world.createNamespace(namespace);
    const kubeconfig = await writeProxiedKubeconfig(getCluster(), proxy.url);
    const watched = world.watch([mapsOf(namespace)], { connection: world.connect(kubeconfig) });
    await expect.poll(watched.isSynced, WAIT).toBe(true);
    // The list's connection and the watch's, which comes after it.
    await expect.poll(() => proxy.opened, WAIT).toBe(2);
    return { ...watched, proxy };
  }

  function stateOf({ watch }: Watched): string | undefined {
    return watch.states()[0]?.state;
  }

  it('fault 1: goes on where it was after resets in the middle of a line, and tells nothing twice', async () => {
    const { proxy, told, view, count } = await start('cut-lines');
    const value = 'ä€😀'.repeat(1_000);
    for (let round = 0; round < 5; round += 1) {
      proxy.cutAfter(2_000);
      await world.putMap('cut-lines', `map-${round}`, value + round);
      await expect.poll(told, WAIT).toContain(`upsert map-${round}`);
    }

    expect(told()).toStrictEqual([0, 1, 2, 3, 4].map((round) => `upsert map-${round}`));
    expect(Object.values(view())).toStrictEqual([0, 1, 2, 3, 4].map((round) => value + round));
    expect(count('restart')).toBeGreaterThanOrEqual(5);
    expect(count('relist')).toBe(0);
  });

  it('fault 7: notices an API server that is frozen, and catches up when it goes on', async () => {
    const watched = await start('frozen-server');
    const thaw = freezeProgram(getCluster(), 'apiServer');
    world.onEnd(thaw);

    await expect.poll(() => stateOf(watched), WAIT).toBe('stale');
    thaw();

    await world.putMap('frozen-server', 'after', '1');
    await expect.poll(watched.told, WAIT).toStrictEqual(['upsert after']);
    await expect.poll(() => stateOf(watched), WAIT).toBe('fresh');
  });

  it.each([undefined, 'toClient', 'toServer'] as const)(
    'fault 8: notices that packets are lost (%s), and catches up when they pass again',
    async (direction) => {
      const namespace = `lost-${direction?.toLowerCase() ?? 'both'}`;
      const watched = await start(namespace);
      watched.proxy.freeze(direction);
      await world.putMap(namespace, 'meanwhile', '1');

      await expect.poll(() => stateOf(watched), WAIT).toBe('stale');
      watched.proxy.thaw();

      await expect.poll(watched.told, WAIT).toStrictEqual(['upsert meanwhile']);
      await expect.poll(() => stateOf(watched), WAIT).toBe('fresh');
    },
  );

  it('is stale while the server takes no connection, and goes on from the version that it had', async () => {
    const watched = await start('refused');
    watched.proxy.refuse();
    watched.proxy.cut();
    await world.putMap('refused', 'meanwhile', '1');

    await expect.poll(() => stateOf(watched), WAIT).toBe('stale');
    await watched.proxy.accept();

    await expect.poll(watched.told, WAIT).toStrictEqual(['upsert meanwhile']);
    await expect.poll(() => stateOf(watched), WAIT).toBe('fresh');
    expect(watched.count('relist')).toBe(0);
  });

  it('fault 24: keeps a quiet connection through a load balancer that ends idle ones', async () => {
    const idleMs = 6_000;
    const { proxy, count } = await start('idle', { idleMs });

    await expect.poll(() => proxy.oldestMs, WAIT).toBeGreaterThan(2 * idleMs);

    expect(count('restart')).toBe(0);
  });
});
