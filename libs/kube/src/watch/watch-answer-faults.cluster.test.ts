import {
  type AnswerFault,
  type AnswerProxy,
  describeCluster,
  startAnswerProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RECORDED_ANSWERS } from '../testing/recorded-answers.ts';
import { createWatchWorld, mapsOf, type Watched, type WatchWorld } from '../testing/watch-world.ts';
import type { ClusterWatchOptions } from './cluster-watch.ts';

const WAIT = { timeout: 60_000, interval: 20 };

describeCluster('a watch whose server answers badly', {}, (getCluster) => {
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

  async function start(
    namespace: string,
    fault?: AnswerFault,
  ): Promise<Watched & { readonly proxy: AnswerProxy }> {
    const proxy = await startProxy();
    await world.createNamespace(namespace);
    if (fault !== undefined) proxy.setFault(({ isWatch }) => (isWatch ? fault : undefined));
    const watched = await watchOver(proxy, namespace);
    await expect.poll(watched.isSynced, WAIT).toBe(true);
    return { ...watched, proxy };
  }

  function countWatches({ requests }: AnswerProxy): number {
    return requests.filter(({ isWatch }) => isWatch).length;
  }

  it('fault 2: opens no growing gap when each watch ends in peace at once', async () => {
    const { proxy, told, count } = await start('short', { kind: 'end', afterMs: 300 });
    await expect.poll(() => countWatches(proxy), WAIT).toBeGreaterThan(20);

    await world.putMap('short', 'after', '1');
    const before = countWatches(proxy);
    await expect.poll(told, WAIT).toStrictEqual(['upsert after']);

    expect(countWatches(proxy) - before).toBeLessThanOrEqual(1);
    expect(count('relist')).toBe(0);
  });

  it('fault 3: lists anew after an ERROR 410 within a watch, and tells each change once', async () => {
    await world.createNamespace('expired');
    for (const name of ['stays', 'goes', 'changes']) await world.putMap('expired', name, '1');
    const proxy = await startProxy();
    const lines = (change: (line: string) => readonly string[]): AnswerFault => ({ kind: 'lines', change });
    // From here on the watch is deaf until the first line comes, which becomes the server's word that it forgot.
    proxy.setFault(({ isWatch }) =>
      isWatch
        ? lines((line) => (line.includes('"last"') ? [JSON.stringify(RECORDED_ANSWERS.expiredWatch)] : []))
        : undefined,
    );
    const { told, count } = await watchOver(proxy, 'expired');
    await expect.poll(() => told().length, WAIT).toBe(3);
    await world.dropMap('expired', 'goes');
    await world.putMap('expired', 'changes', '2');
    await world.putMap('expired', 'last', '1');

    await expect.poll(() => told().length, WAIT).toBe(6);
    expect(told().slice(3).toSorted()).toStrictEqual(['delete goes', 'upsert changes', 'upsert last']);
    expect(count('relist Expired')).toBe(1);
  });

  it('fault 4: lists anew when a watch is refused with 410', async () => {
    await world.createNamespace('gone');
    await world.putMap('gone', 'goes', '1');
    const proxy = await startProxy();
    let refusals = 0;
    proxy.setFault(({ isWatch }) => {
      if (!isWatch || refusals > 0) return undefined;
      refusals += 1;
      return { kind: 'answer', status: 410, body: RECORDED_ANSWERS.expiredWatch.object };
    });
    const { told, count, watch } = await watchOver(proxy, 'gone');
    await expect.poll(() => countWatches(proxy), WAIT).toBe(2);

    await world.dropMap('gone', 'goes');
    await expect.poll(told, WAIT).toStrictEqual(['upsert goes', 'delete goes']);
    expect(count('relist')).toBe(1);
    expect(watch.states()).toMatchObject([{ state: 'fresh' }]);
  });

  it('fault 4: begins a list again whose continuation has expired, and does not loop', async () => {
    await world.createNamespace('continued');
    for (let index = 0; index < 501; index += 1) await world.putMap('continued', `map-${index}`, '1');
    const proxy = await startProxy();
    let refusals = 0;
    proxy.setFault(({ path }) => {
      if (!path.includes('continue=') || refusals > 0) return undefined;
      refusals += 1;
      return { kind: 'answer', status: 410, body: RECORDED_ANSWERS.expiredContinue };
    });
    const { told, isSynced } = await watchOver(proxy, 'continued');
    await expect.poll(isSynced, WAIT).toBe(true);

    expect(new Set(told()).size).toBe(501);
    expect(told()).toHaveLength(501);
    expect(proxy.requests.filter(({ isWatch }) => !isWatch)).toHaveLength(4);
  });

  it.each([
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
  ])('fault 5: waits after an ERROR %d within a watch as long as the server asks', async (code, reason) => {
    const namespace = `error-${code}`;
    await world.createNamespace(namespace);
    const proxy = await startProxy();
    const status = { kind: 'Status', code, reason, details: { retryAfterSeconds: 2 } };
    let errors = 0;
    proxy.setFault(({ isWatch }) => {
      if (!isWatch || errors > 0) return undefined;
      errors += 1;
      return { kind: 'lines', change: () => [JSON.stringify({ type: 'ERROR', object: status })] };
    });
    const { told, isSynced, count } = await watchOver(proxy, namespace);
    await expect.poll(isSynced, WAIT).toBe(true);
    await world.putMap(namespace, 'first', '1');

    await expect.poll(told, WAIT).toStrictEqual(['upsert first']);
    await world.putMap(namespace, 'second', '1');
    await expect.poll(told, WAIT).toStrictEqual(['upsert first', 'upsert second']);
    expect(count(`restart ${reason}`)).toBe(1);
    const [, failed, next] = proxy.requests;
    expect((next?.atMs ?? 0) - (failed?.atMs ?? 0)).toBeGreaterThan(2_000);
  });

  it('fault 6: gives up a watch that is taken and never answered, says so, and goes on when the server does', async () => {
    const proxy = await startProxy();
    await world.createNamespace('headerless');
    proxy.setFault(({ isWatch }) => (isWatch ? { kind: 'silence' } : undefined));
    const { told, watch } = await watchOver(proxy, 'headerless');
    await expect.poll(() => watch.states(), WAIT).toMatchObject([{ state: 'stale' }]);

    proxy.setFault(undefined);
    await world.putMap('headerless', 'after', '1');

    await expect.poll(told, WAIT).toStrictEqual(['upsert after']);
    expect(watch.states()).toMatchObject([{ state: 'fresh' }]);
  });

  it('fault 13: lists anew when the server says that a version is too large', async () => {
    await world.createNamespace('restored');
    const proxy = await startProxy();
    let refusals = 0;
    proxy.setFault(({ isWatch }) => {
      if (!isWatch || refusals > 0) return undefined;
      refusals += 1;
      return {
        kind: 'answer',
        status: 504,
        headers: { 'retry-after': '1' },
        body: RECORDED_ANSWERS.tooLargeVersion,
      };
    });
    const { told, count } = await watchOver(proxy, 'restored');
    await expect.poll(() => countWatches(proxy), WAIT).toBe(2);

    await world.putMap('restored', 'after', '1');
    await expect.poll(told, WAIT).toStrictEqual(['upsert after']);
    expect(count('relist')).toBe(1);
  });

  it('fault 15: lists anew after a line that is no JSON', async () => {
    await world.createNamespace('corrupt');
    const proxy = await startProxy();
    proxy.setFault(({ isWatch }) =>
      isWatch ? { kind: 'lines', change: (line) => [line.slice(0, line.length / 2)] } : undefined,
    );
    const { told, isSynced, count } = await watchOver(proxy, 'corrupt');
    await expect.poll(isSynced, WAIT).toBe(true);
    await expect.poll(() => countWatches(proxy), WAIT).toBe(1);
    await world.putMap('corrupt', 'first', '1');
    await expect.poll(() => count('relist SyntaxError'), WAIT).toBe(1);

    await expect.poll(told, WAIT).toStrictEqual(['upsert first']);
  });

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
