import {
  type AnswerProxy,
  describeCluster,
  startAnswerProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type Watched, type WatchWorld } from '../testing/watch-world.ts';
import type { ClusterWatchOptions } from './cluster-watch.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describeCluster('a watch whose listener or server fails', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  /** Starts a proxy that watches of this test run over. */
  async function startProxy(): Promise<AnswerProxy> {
    const proxy = await startAnswerProxy(getCluster());
    world.onEnd(() => proxy.stop());
    return proxy;
  }

  async function watchOver(
    proxy: AnswerProxy,
    namespace: string,
    options: Partial<ClusterWatchOptions> = {},
  ): Promise<Watched> {
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));
    return world.watch([mapsOf(namespace)], { connection, ...options });
  }

  it('fault 16: tells a listener that failed again, with the newest version, and holds up nobody else', async () => {
    const proxy = await startProxy();
    await world.createNamespace('thrower');
    const taken: string[] = [];
    let isFailing = true;
    const { count } = await watchOver(proxy, 'thrower', {
      onEvent(event) {
        if (event.type !== 'upsert') return;
        const { name } = event.object.metadata;
        if (name === 'bad' && isFailing) throw new TypeError('no way');
        taken.push(`${name} ${(event.object['data'] as { value: string }).value}`);
      },
    });
    await world.putMap('thrower', 'bad', '1');
    await world.putMap('thrower', 'good', '1');
    await expect.poll(() => taken, WAIT).toStrictEqual(['good 1']);
    await world.putMap('thrower', 'bad', '2');
    await expect.poll(() => count('handler-failed TypeError'), WAIT).toBeGreaterThanOrEqual(2);
    isFailing = false;

    await expect.poll(() => taken, WAIT).toStrictEqual(['good 1', 'bad 2']);
    expect(count('restart')).toBe(0);
  });

  it('fault 21: does not storm a server that refuses, and heeds what it asks', async () => {
    const proxy = await startProxy();
    await world.createNamespace('storm');
    const headers = { 'retry-after': '1' };
    proxy.setFault(() => ({ kind: 'answer', status: 429, headers, body: { reason: 'TooManyRequests' } }));
    const { isSynced, told } = await watchOver(proxy, 'storm');
    await expect.poll(() => proxy.requests.length, WAIT).toBe(5);
    const [first, ...others] = proxy.requests;
    expect((others.at(-1)?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(4_000);

    proxy.setFault(undefined);
    await world.putMap('storm', 'after', '1');
    await expect.poll(isSynced, WAIT).toBe(true);
    await expect.poll(told, WAIT).toStrictEqual(['upsert after']);
  });
});
