import {
  type AnswerFault,
  type AnswerProxy,
  describeCluster,
  startAnswerProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type Watched, type WatchWorld } from '../testing/watch-world.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describeCluster('a watch whose server does not tell all', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  /** Watches the ConfigMaps of a namespace over a proxy that does something to its watches, until they are known. */
  async function start(
    namespace: string,
    fault?: AnswerFault,
  ): Promise<Watched & { readonly proxy: AnswerProxy }> {
    const proxy = await startAnswerProxy(getCluster());
    world.onEnd(() => proxy.stop());
    proxy.setFault(({ isWatch }) => (isWatch ? fault : undefined));
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));
    const watched = world.watch([mapsOf(namespace)], { connection });
    await expect.poll(() => countWatches(proxy), WAIT).toBe(1);
    return { ...watched, proxy };
  }

  function countWatches({ requests }: AnswerProxy): number {
    return requests.filter(({ isWatch }) => isWatch).length;
  }

  it('faults 10 and 11: finds a change, a creation and a deletion that the server never told, once', async () => {
    await world.createNamespace('deaf');
    for (const name of ['changed', 'deleted', 'still']) await world.putMap('deaf', name, '1');
    const { proxy, watch, told, view, count } = await start('deaf', { kind: 'lines', change: () => [] });
    await world.putMap('deaf', 'changed', '2');
    await world.putMap('deaf', 'created', '1');
    await world.dropMap('deaf', 'deleted');

    proxy.setFault(undefined);
    expect(await watch.checkMissedEvents()).toBe(3);

    expect(view()).toStrictEqual({ changed: '2', created: '1', still: '1' });
    expect(told().slice(3).toSorted()).toStrictEqual(['delete deleted', 'upsert changed', 'upsert created']);
    expect(count('missed configmaps')).toBe(3);
    await world.putMap('deaf', 'still', '2');
    await expect.poll(view, WAIT).toStrictEqual({ changed: '2', created: '1', still: '2' });
    expect(await watch.checkMissedEvents()).toBe(0);
    expect(told()).toHaveLength(7);
  });

  it('does not take an event that is on its way for a missed one', async () => {
    await world.createNamespace('busy');
    const { proxy, watch, view, count } = await start('busy');
    let isWriting = true;
    let writes = 0;
    const writing = (async () => {
      while (isWriting) {
        writes += 1;
        await world.putMap('busy', `map-${writes % 5}`, String(writes));
        if (writes % 7 === 0) await world.dropMap('busy', `map-${writes % 5}`);
      }
    })();
    for (let round = 0; round < 10; round += 1) expect(await watch.checkMissedEvents()).toBe(0);
    isWriting = false;
    await writing;

    expect(Object.keys(view()).length).toBeGreaterThan(0);
    expect(count('missed')).toBe(0);
    expect(countWatches(proxy)).toBe(1);
  });

  it('faults 12 and 25: takes what comes twice once, and rights a view that an older version was told for', async () => {
    await world.createNamespace('replayed');
    let first: string | undefined;
    const { proxy, watch, told, view } = await start('replayed', {
      kind: 'lines',
      change: (line) => {
        first ??= line;
        return line.includes('"3"') ? [line, line, first] : [line, line];
      },
    });
    for (const value of ['1', '2', '3']) await world.putMap('replayed', 'map', value);
    await expect.poll(() => told().length, WAIT).toBe(4);
    expect(view()).toStrictEqual({ map: '1' });

    proxy.setFault(undefined);
    expect(await watch.checkMissedEvents()).toBe(1);
    expect(view()).toStrictEqual({ map: '3' });
  });
});
