import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  describeCluster,
  type FaultProxy,
  startFaultProxy,
  writeProxiedKubeconfig,
} from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { createWatchWorld, mapsOf, type WatchWorld } from '../testing/watch-world.ts';
import { type ClusterWatch, createClusterWatch } from './cluster-watch.ts';

/** 60 s with CI's seed; `ATOLL_SOAK_MINUTES=20` for the long form. */
const MINUTES = Number(process.env['ATOLL_SOAK_MINUTES'] ?? '1');
const SEED = Number(process.env['ATOLL_SOAK_SEED'] ?? '20261201');

const WAIT = { timeout: 120_000, interval: 50 };
const NAMESPACES = ['soak-one', 'soak-two', 'soak-three'];
/** Between two faults; the short form has more of them in less time. */
const [SHORTEST_MS, LONGEST_MS] = MINUTES > 5 ? [5_000, 30_000] : [1_000, 5_000];
/** What a heap may vary by without leaking. */
const NOISE_BYTES = 16_000_000;

describeCluster('a watch that runs for long over a wire that breaks', {}, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  it('misses nothing, tells nothing twice and keeps nothing', {
    timeout: (MINUTES + 5) * 60_000,
  }, async () => {
    const random = createRandom(SEED);
    const proxy = await startFaultProxy(getCluster().url);
    world.onEnd(() => proxy.stop());
    for (const namespace of NAMESPACES) await world.createNamespace(namespace);
    const connection = world.connect(await writeProxiedKubeconfig(getCluster(), proxy.url));
    const record = watchSoak(connection, random);
    world.onEnd(() => record.watch.stop());
    await expect.poll(() => record.synced, WAIT).toBe(NAMESPACES.length);
    const until = performance.now() + MINUTES * 60_000;
    const written = new Map<string, string>();
    const samples: Sample[] = [];

    await Promise.all([
      write(world, { random: createRandom(SEED + 1), until, written }),
      breakWires(proxy, { random: createRandom(SEED + 2), until }),
      measure(samples, until),
    ]);

    await expect.poll(() => Object.fromEntries(record.view), WAIT).toStrictEqual(Object.fromEntries(written));
    expect(await record.watch.checkMissedEvents()).toBe(0);
    expect(record.count('missed')).toBe(0);
    expect(record.repeated).toStrictEqual([]);
    expect(record.count('restart')).toBeGreaterThan(NAMESPACES.length);
    expect(record.count('relist')).toBe(0);
    expectNoGrowth(samples);
  });
});

/** What the watch has told, without the objects: they would be the growth that is looked for. */
interface SoakRecord {
  readonly watch: ClusterWatch;
  /** Value by name. */
  readonly view: Map<string, string>;
  readonly repeated: string[];
  synced: number;
  count(what: string): number;
}

function watchSoak(connection: KubeConnection, random: () => number): SoakRecord {
  const counts = new Map<string, number>();
  // A version is given to one change in the whole cluster.
  const versions = new Set<string>();
  const view = new Map<string, string>();
  const repeated: string[] = [];
  const watch = createClusterWatch({
    connection,
    onEvent(event) {
      if (event.type === 'synced') record.synced += 1;
      if (event.type !== 'upsert' && event.type !== 'delete') return;
      const { name, resourceVersion } = event.object.metadata;
      // Somebody else puts the cluster's authority into each namespace.
      if (!name.startsWith('soak-')) return;
      if (event.type === 'delete') view.delete(name);
      else view.set(name, (event.object['data'] as { readonly value: string }).value);
      const version = `${event.type} ${String(resourceVersion)}`;
      if (versions.has(version)) repeated.push(`${name} ${version}`);
      versions.add(version);
    },
    onCount: (what, _reason, amount = 1) => counts.set(what, (counts.get(what) ?? 0) + amount),
    antiEntropyMs: 20_000,
    nowMs: () => performance.now(),
    random,
  });
  watch.setResources(NAMESPACES.map(mapsOf));
  const record: SoakRecord = { watch, view, repeated, synced: 0, count: (what) => counts.get(what) ?? 0 };
  return record;
}

/** mulberry32: small, seeded, good enough to choose faults. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Course {
  readonly random: () => number;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

async function write(
  world: WatchWorld,
  { random, until, written }: Course & { readonly written: Map<string, string> },
): Promise<void> {
  for (let turn = 0; performance.now() < until; turn += 1) {
    const namespace = NAMESPACES[Math.floor(random() * NAMESPACES.length)] ?? '';
    // Names differ between namespaces, so that one view holds them all.
    const name = `${namespace}-${Math.floor(random() * 50)}`;
    if (written.has(name) && random() < 0.3) {
      await world.dropMap(namespace, name);
      written.delete(name);
    } else {
      await world.putMap(namespace, name, String(turn));
      written.set(name, String(turn));
    }
    await pause(20);
  }
}

async function breakWires(proxy: FaultProxy, { random, until }: Course): Promise<void> {
  const faults = [
    async () => proxy.cut(),
    async () => proxy.cutAfter(Math.floor(random() * 3_000)),
    async () => {
      proxy.freeze();
      await pause(random() * 2_000);
      proxy.thaw();
    },
    async () => {
      proxy.refuse();
      proxy.cut();
      await pause(random() * 2_000);
      await proxy.accept();
    },
    async () => {
      proxy.delay(200);
      await pause(random() * 2_000);
      proxy.delay(0);
    },
  ];
  while (performance.now() < until) {
    await pause(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS));
    await faults[Math.floor(random() * faults.length)]?.();
  }
}

interface Sample {
  readonly heapBytes: number;
  readonly sockets: number;
}

async function measure(samples: Sample[], until: number): Promise<void> {
  while (performance.now() < until) {
    await pause(1_000);
    globalThis.gc?.();
    samples.push({ heapBytes: process.memoryUsage().heapUsed, sockets: countOpenFiles() });
  }
}

/** Where there is no /proc (macOS), the resources that Node knows of. */
function countOpenFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return process.getActiveResourcesInfo().length;
  }
}

function expectNoGrowth(samples: readonly Sample[]): void {
  const third = Math.floor(samples.length / 3);
  const lowest = (part: readonly Sample[], key: keyof Sample) =>
    Math.min(...part.map((sample) => sample[key]));
  const [first, last] = [samples.slice(0, third), samples.slice(-third)];
  expect(lowest(last, 'sockets') - lowest(first, 'sockets')).toBeLessThanOrEqual(2);
  expect(lowest(last, 'heapBytes') - lowest(first, 'heapBytes')).toBeLessThan(NOISE_BYTES);
}
