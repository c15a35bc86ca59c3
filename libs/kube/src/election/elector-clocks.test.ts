import { describe, expect, it } from 'vitest';
import { createPair } from './testing/election-world.ts';
import type { SimulatedLease } from './testing/simulated-lease.ts';

const HOUR_MS = 3_600_000;
const COMMIT = 'a'.repeat(40);

describe('the clocks of an election', () => {
  it.each([
    ['an hour ahead', { wallMs: (ms: number) => ms + HOUR_MS, startMs: HOUR_MS }],
    ['an hour behind', { wallMs: (ms: number) => ms + 24 * HOUR_MS - HOUR_MS }],
    ['frozen', { wallMs: () => HOUR_MS }],
    ['set back each second', { wallMs: (ms: number) => HOUR_MS - ms }],
    ['1.45 times as fast', { rate: 1.45 }],
    ['1.45 times as slow', { rate: 1 / 1.45 }],
  ])('may be %s on one machine: a leader stays, and its death is seen', async (_, traits) => {
    for (const [a, b] of [
      [traits, undefined],
      [undefined, traits],
    ] as const) {
      const { run, first, listLeaders } = await createPair(a, b);
      await run(60_000);
      expect(listLeaders()).toEqual(['a']);
      first.node.loses = 'requests';
      await run(30_000);
      expect(listLeaders()).toEqual(['b']);
    }
  });

  it('gives one machine the Lease after another whose clock stands still, and back', async () => {
    const { run, first, second, listLeaders } = await createPair({ wallMs: () => 1 }, { wallMs: () => 1 });
    await Promise.all([first.election.stop(), run(3_000)]);
    expect(listLeaders()).toEqual(['b']);
    first.election.start();
    await run(30_000);
    expect(listLeaders()).toEqual(['b']);
    await Promise.all([second.election.stop(), run(3_000)]);
    expect(listLeaders()).toEqual(['a']);
  });
});

describe('a Lease that a stranger touches', () => {
  it.each([
    ['deleted', () => undefined],
    ['rid of its holder', (lease) => ({ ...lease, spec: { ...lease.spec, holderIdentity: '' } })],
    ['given an empty spec', (lease) => ({ ...lease, spec: {} })],
    ['given a shorter duration', (lease) => ({ ...lease, spec: { ...lease.spec, leaseDurationSeconds: 1 } })],
    ['given a label', (lease) => ({ ...lease, metadata: { ...lease.metadata, labels: { seen: 'yes' } } })],
  ] satisfies ReadonlyArray<[string, Parameters<SimulatedLease['edit']>[0]]>)(
    'stays with its leader when it is %s',
    async (_, change) => {
      const { network, run, first, second, listLeaders } = await createPair();
      await Promise.all([first.election.recordActedCommit(COMMIT), run(50)]);
      for (let times = 0; times < 5; times += 1) {
        network.lease.edit(change);
        second.election.observe(network.lease.stored);
        await run(3_000 + 150 * times);
        expect(listLeaders()).toEqual(['a']);
      }
      expect(first.changes).toHaveLength(1);
      expect(network.lease.stored?.metadata.annotations).toEqual({ 'atoll.dev/acted-commit': COMMIT });
    },
  );

  it('keeps labels and annotations of others', async () => {
    const { network, run } = await createPair();
    const metadata = { labels: { team: 'x' }, annotations: { note: 'y' } };
    network.lease.edit((lease) => ({ ...lease, metadata: { ...lease.metadata, ...metadata } }));
    await run(5_000);
    expect(network.lease.stored?.metadata).toMatchObject(metadata);
  });

  it.each(['b', 'nobody'])('ends the leadership when it names %s, and has one leader again', async (name) => {
    const { network, run, first, listLeaders } = await createPair();
    network.lease.edit((lease) => ({ ...lease, spec: { ...lease.spec, holderIdentity: name } }));
    await run(2_100);
    expect(listLeaders()).toEqual([]);
    expect(first.changes.at(-1)).toEqual({ isLeader: false, leader: name, reason: 'taken' });
    await run(20_000);
    expect(listLeaders()).toHaveLength(1);
  });
});
