import { join } from 'node:path';
import { describeCluster, type FaultProxy, startFaultProxy } from '@atoll/cluster/testing';
import { afterAll, beforeAll, it, type TestContext } from 'vitest';
import { type AgentPair, setUpPair } from './testing/agent-pair.ts';
import { setUpRegion } from './testing/guarded-region.ts';
import { type Act, listActs, listForeignActs, listLeaders } from './testing/list-acts.ts';
import type { AgentProcess } from './testing/start-agent-process.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', 'flux', 'src', 'schemas', 'crds');

/** A Lease that nobody gives back is taken over after 15 s to 17.4 s. */
const WAIT = { timeout: 90_000, interval: 100 };

const NAMES = ['killed', 'paused', 'parted', 'ended', 'cut-off', 'secret', 'late'] as const;

type Name = (typeof NAMES)[number];

/** Each test waits for a Lease to run out, so they wait together: each has a region of its own. */
describeCluster('two agents of a region', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const pairs = new Map<Name, AgentPair>();
  beforeAll(async () => {
    for (const name of NAMES)
      pairs.set(name, await setUpPair(getCluster(), await setUpRegion(getCluster(), { name })));
  });
  afterAll(() => {
    for (const { region } of pairs.values()) region.dispose();
  });

  interface Stage extends AgentPair {
    /** Leads from the start. */
    readonly first: AgentProcess;
    readonly second: AgentProcess;
    acts(): Promise<readonly Act[]>;
  }

  /** Starts two agents of a region, and lets the first report a drift. */
  async function play(name: Name, { expect, onTestFinished }: TestContext, proxies: Proxies = {}) {
    const pair = pairs.get(name);
    if (pair === undefined) throw new Error(`no region ${name}`);
    const first = await pair.start('first', proxies.first?.url);
    onTestFinished(() => first.kill());
    await expect.poll(() => first.isLeader(), WAIT).toBe(true);
    const second = await pair.start('second', proxies.second?.url);
    onTestFinished(() => second.kill());
    for (const agent of [first, second]) await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    await pair.drift('map', 11);
    await expect.poll(pair.listTold, WAIT).toStrictEqual(['ConfigMap Modified: Drifted']);
    const stage: Stage = { ...pair, first, second, acts: () => listActs(getCluster(), pair.region) };
    return stage;
  }

  async function startProxy({ onTestFinished }: TestContext): Promise<FaultProxy> {
    const proxy = await startFaultProxy(getCluster().url);
    onTestFinished(() => proxy.stop());
    return proxy;
  }

  const users = (name: Name) => [`${name}-first`, `${name}-second`];

  it.concurrent('fault 39: go on where the leader was killed, with what drifted while nobody led', async (test) => {
    const { expect } = test;
    const { first, second, drift, listTold, listEventNames, acts } = await play('killed', test);

    await first.kill();
    await drift('deployment', 7);
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified: Drifted', 'Deployment Modified: Drifted']);

    expect(await listEventNames()).toStrictEqual(['cart', 'limits']);
    expect(listForeignActs(await acts())).toStrictEqual([]);
    expect(listLeaders(await acts())).toStrictEqual(users('killed'));
  });

  it.concurrent('fault 40: have one leader though the paused one goes on where it was', async (test) => {
    const { expect } = test;
    const { first, second, drift, listTold, listEventNames, acts } = await play('paused', test);

    first.signal('SIGSTOP');
    await drift('deployment', 7);
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await expect.poll(async () => (await listTold()).length, WAIT).toBe(2);
    first.signal('SIGCONT');
    await drift('map', 12);
    await expect.poll(() => first.isLeader(), WAIT).toBe(false);
    await expect.poll(first.readReadiness, WAIT).toBe('ready');

    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified: Drifted Changed', 'Deployment Modified: Drifted']);
    expect(second.isLeader()).toBe(true);
    expect(await listEventNames()).toStrictEqual(['cart', 'limits', 'limits']);
    expect(listForeignActs(await acts())).toStrictEqual([]);
    expect(listLeaders(await acts())).toStrictEqual(users('paused'));
  });

  it.concurrent('have one leader though the other is parted from the API server', async (test) => {
    const { expect } = test;
    const proxy = await startProxy(test);
    const { first, second, drift, listValues, acts } = await play('parted', test, { first: proxy });

    proxy.freeze();
    await drift('map', 12);
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await expect.poll(() => first.isLeader(), WAIT).toBe(false);
    await expect.poll(listValues, WAIT).toStrictEqual(['"12"']);
    await drift('map', 13);
    await expect.poll(listValues, WAIT).toStrictEqual(['"13"']);
    proxy.thaw();
    await expect.poll(first.readReadiness, WAIT).toBe('ready');

    expect(listForeignActs(await acts())).toStrictEqual([]);
    expect(listLeaders(await acts())).toStrictEqual(users('parted'));
    expect(await listValues()).toStrictEqual(['"13"']);
  });

  it.concurrent('tell a drifted Secret once, whoever of them tells it', async (test) => {
    const { expect } = test;
    const { first, second, drift, listTold, listEventNames } = await play('secret', test);

    await drift('secret', 1);
    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified: Drifted', 'Secret Modified: Drifted']);
    first.signal('SIGTERM');
    await first.ended;
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await drift('deployment', 7);
    await expect.poll(async () => (await listTold()).length, WAIT).toBe(3);

    expect(await listTold()).toContain('Secret Modified: Drifted');
    expect(await listEventNames()).toStrictEqual(['cart', 'limits', 'login']);
  });

  it.concurrent('keep what the new leader wrote though what the old one had sent arrives later', async (test) => {
    const { expect } = test;
    const proxy = await startProxy(test);
    const { first, second, drift, listValues, acts } = await play('late', test, { first: proxy });

    // It sees what happens, and nothing that it sends arrives.
    proxy.freeze('toServer');
    await drift('map', 12);
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await expect.poll(() => first.isLeader(), WAIT).toBe(false);
    await expect.poll(listValues, WAIT).toStrictEqual(['"12"']);
    await drift('map', 13);
    await expect.poll(listValues, WAIT).toStrictEqual(['"13"']);
    proxy.thaw();
    // What waited passes at once, long before this comes round.
    await drift('deployment', 7);
    await expect.poll(async () => (await listValues()).length, WAIT).toBe(2);

    expect(await listValues()).toStrictEqual(['"13"', '7']);
    expect(listForeignActs(await acts())).toStrictEqual([]);
  });

  it.concurrent('faults 44 and 45: hand over at once when the leader is told to end', async (test) => {
    const { expect } = test;
    const { first, second, drift, listTold, acts } = await play('ended', test);

    first.signal('SIGTERM');
    await drift('deployment', 7);
    expect(await first.ended).toStrictEqual([0, null]);
    await expect.poll(() => second.isLeader(), WAIT).toBe(true);
    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified: Drifted', 'Deployment Modified: Drifted']);

    const done = await acts();
    const [ofFirst, ofSecond] = users('ended').map((name) => done.filter(({ user }) => user === name));
    expect(ofFirst?.at(-1)).toMatchObject({ kind: 'leases', verb: 'update' });
    expect(ofSecond?.[0]).toMatchObject({ kind: 'leases', verb: 'update' });
    expect(listForeignActs(done)).toStrictEqual([]);
  });

  it.concurrent('fault 43: have one leader after both were cut off, and tell what happened meanwhile', async (test) => {
    const { expect } = test;
    const proxy = await startProxy(test);
    const pair = await play('cut-off', test, { first: proxy, second: proxy });
    const { first, second, drift, listTold, listEventNames, acts } = pair;

    proxy.freeze();
    await drift('deployment', 7);
    await expect.poll(() => first.isLeader(), WAIT).toBe(false);
    expect(await second.readReadiness()).toContain('stale');
    proxy.thaw();

    await expect.poll(() => [first, second].filter((agent) => agent.isLeader()).length, WAIT).toBe(1);
    await expect
      .poll(listTold, WAIT)
      .toStrictEqual(['ConfigMap Modified: Drifted', 'Deployment Modified: Drifted']);
    expect(await listEventNames()).toStrictEqual(['cart', 'limits']);
    expect(listForeignActs(await acts())).toStrictEqual([]);
  });
});

/** What an agent reaches the API server through. */
interface Proxies {
  readonly first?: FaultProxy;
  readonly second?: FaultProxy;
}
