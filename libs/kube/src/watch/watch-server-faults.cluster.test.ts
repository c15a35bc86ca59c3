import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeCluster, freezeProgram, type KilledProgram, killProgram } from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWatchWorld, mapsOf, type Watched, type WatchWorld } from '../testing/watch-world.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import type { WatchEvent, WatchState } from './watched-resource.ts';

const WAIT = { timeout: 120_000, interval: 50 };
const HEARTBEAT = 'heartbeat';

/** A Lease of the agent is renewed so often; in ms. */
const RENEWAL_MS = 500;

describeCluster('an API server that crashes', { bake: false }, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  it('goes on where it was when the API server is back', async () => {
    await world.createNamespace('crash');
    const watched = world.watch([mapsOf('crash')]);
    await expect.poll(watched.isSynced, WAIT).toBe(true);
    await world.putMap('crash', 'before', '1');
    await expect.poll(watched.told, WAIT).toStrictEqual(['upsert before']);

    const killed = await killProgram(getCluster(), 'apiServer');
    await expect.poll(() => stateOf(watched), WAIT).toBe('stale');
    await startAgain(world, killed);

    await putWhenUp(world, 'crash', 'after');
    await expect.poll(watched.told, WAIT).toStrictEqual(['upsert before', 'upsert after']);
    expect(stateOf(watched)).toBe('fresh');
  });
});

describeCluster('an etcd that is frozen', { bake: false }, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  it('fault 9: makes the view stale though the API server keeps its watches open, and fresh when it is back', async () => {
    await world.createNamespace('frozen');
    const { watched, beats } = await watchWithHeartbeat(world, 'frozen');
    const thaw = freezeProgram(getCluster(), 'etcd');
    world.onEnd(thaw);

    await expect.poll(() => stateOf(watched), { ...WAIT, timeout: 10_000 }).toBe('stale');
    expect(listStates(watched.events, 'frozen').at(-1)).toBe('stale');
    thaw();

    await putWhenUp(world, 'frozen', 'after');
    await expect.poll(() => beats.isFailing, WAIT).toBe(false);
    await expect.poll(() => stateOf(watched), WAIT).toBe('fresh');
    await expect.poll(() => listStates(watched.events, 'frozen').at(-1), WAIT).toBe('fresh');
    await expect.poll(watched.view, WAIT).toMatchObject({ after: '1' });
  });
});

describeCluster('an etcd that is restored', { bake: false }, (getCluster) => {
  let world: WatchWorld;
  beforeEach(() => {
    world = createWatchWorld(getCluster().kubeconfigPath);
  });
  afterEach(() => world.end());

  it('fault 13: forgets what came after the copy and sees what comes now, though versions went back', async () => {
    const cluster = getCluster();
    await world.createNamespace('restored');
    await world.putMap('restored', 'kept', '1');
    const copy = await copyDatabase();
    const { watched } = await watchWithHeartbeat(world, 'restored');
    for (let index = 0; index < 500; index += 1) await world.putMap('restored', 'later', String(index));
    await expect.poll(watched.view, WAIT).toMatchObject({ kept: '1', later: '499' });

    const apiServer = await killProgram(cluster, 'apiServer');
    const etcd = await killProgram(cluster, 'etcd');
    await rm(join(cluster.dataDir, 'etcd'), { recursive: true });
    await cp(copy, join(cluster.dataDir, 'etcd'), { recursive: true });
    await startAgain(world, etcd);
    await startAgain(world, apiServer);
    await putWhenUp(world, 'restored', 'now');

    await expect.poll(watched.view, WAIT).toStrictEqual({ [HEARTBEAT]: undefined, kept: '1', now: '1' });
    await expect.poll(() => stateOf(watched), WAIT).toBe('fresh');
  });

  /** Copies etcd's files while it stands still, as a snapshot of its disk would. */
  async function copyDatabase(): Promise<string> {
    const { dataDir } = getCluster();
    const copy = join(dataDir, 'etcd-copy');
    const thaw = freezeProgram(getCluster(), 'etcd');
    try {
      await cp(join(dataDir, 'etcd'), copy, { recursive: true });
    } finally {
      thaw();
    }
    return copy;
  }
});

function stateOf({ watch }: Watched): WatchState | undefined {
  return watch.states().find(({ resource }) => resource.name !== HEARTBEAT)?.state;
}

function listStates(events: readonly WatchEvent[], namespace: string): readonly WatchState[] {
  return events.flatMap((event) =>
    event.type === 'state' && event.resource.namespace === namespace && event.resource.name === undefined
      ? [event.state]
      : [],
  );
}

async function startAgain(world: WatchWorld, killed: KilledProgram): Promise<void> {
  const program = await killed.startAgain();
  world.onEnd(() => program.end('SIGKILL'));
}

/** Writes as soon as the server takes it. */
async function putWhenUp(world: WatchWorld, namespace: string, name: string): Promise<void> {
  await expect
    .poll(
      () =>
        world.putMap(namespace, name, '1').then(
          () => 'written',
          () => 'not yet',
        ),
      WAIT,
    )
    .toBe('written');
}

interface Beats {
  /** Whether the last renewal was not taken. */
  isFailing: boolean;
}

/** Watches the ConfigMaps of a namespace and, as the agent does, an object that is written again and again. */
async function watchWithHeartbeat(
  world: WatchWorld,
  namespace: string,
): Promise<{ readonly watched: Watched; readonly beats: Beats }> {
  const beat = await startBeating(world, namespace);
  const lease = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases', namespace, name: HEARTBEAT };
  const watched = world.watch([mapsOf(namespace), lease], {
    heartbeatMs: 3_000,
    onEvent(event) {
      if (event.type === 'upsert' && event.object.metadata.name === HEARTBEAT) watched.watch.noteHeartbeat();
    },
  });
  await expect.poll(watched.isSynced, WAIT).toBe(true);
  return { watched, beats: beat };
}

async function startBeating(world: WatchWorld, namespace: string): Promise<Beats> {
  const connection: KubeConnection = world.connect();
  const beats: Beats = { isFailing: false };
  const stop = new AbortController();
  let turn = 0;
  const renew = () =>
    connection.request({
      method: 'PATCH',
      path: `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${HEARTBEAT}?fieldManager=test&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: HEARTBEAT, namespace },
        spec: { holderIdentity: `turn-${(turn += 1)}` },
      },
      timeoutMs: 2_000,
      signal: stop.signal,
    });
  await renew();
  const beating = (async () => {
    while (!stop.signal.aborted) {
      beats.isFailing = await renew().then(
        () => false,
        () => true,
      );
      await pause(RENEWAL_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  world.onEnd(() => {
    stop.abort();
    return beating;
  });
  return beats;
}
