import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLeaderElection } from './create-leader-election.ts';
import { SimulatedNetwork } from './testing/simulated-network.ts';

/** Clocks may run apart by less than leaseDurationMs / renewDeadlineMs, which is 1.5. */
const rate = fc.double({ min: 1, max: 1.45, noNaN: true });
const loss = fc.constantFrom('nothing', 'requests', 'answers');

const fault = fc.record({
  node: fc.nat(2),
  kind: fc.constantFrom('loss', 'latency', 'stall', 'restart', 'edit', 'delete', 'event'),
  loses: loss,
  latencyMs: fc.integer({ min: 1, max: 6_000 }),
  afterMs: fc.integer({ min: 1, max: 20_000 }),
});

describe('three electors under any faults', () => {
  it('are never two leaders, and have exactly one when the faults are over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(rate, rate, rate), fc.array(fault, { maxLength: 12 }), playFaults),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });
});

async function playFaults(
  rates: readonly number[],
  faults: ReadonlyArray<{
    readonly node: number;
    readonly kind: string;
    readonly loses: 'nothing' | 'requests' | 'answers';
    readonly latencyMs: number;
    readonly afterMs: number;
  }>,
): Promise<void> {
  const network = new SimulatedNetwork();
  const stands = rates.map((each, index) => {
    const node = network.createNode({ rate: each, startMs: index * 1e6, wallMs: (ms) => ms * index });
    const election = createLeaderElection({
      connection: node.connection,
      namespace: 'n',
      name: 'l',
      identity: `elector-${index}`,
      clock: node.clock,
      random: () => index / 3,
    });
    election.start();
    return { node, election };
  });
  const countLeaders = () =>
    stands.filter(({ node, election }) => node.isRunning() && election.isLeader()).length;
  const look = () => expect(countLeaders()).toBeLessThan(2);
  // All have seen the Lease: what a fresh process cannot know when somebody deletes it is said in the README.
  await network.runFor(10_000, look);
  for (const { node: index, kind, loses, latencyMs, afterMs } of faults) {
    const { node, election } = stands[index] as (typeof stands)[number];
    const old = network.lease.stored;
    const acts: Readonly<Record<string, () => unknown>> = {
      loss: () => Object.assign(node, { loses }),
      latency: () => Object.assign(node, { latencyMs }),
      stall: () => node.stall(afterMs * 2),
      restart: async () => {
        await Promise.all([election.stop(), network.runFor(12_000, look)]);
        election.start();
      },
      edit: () => network.lease.edit((lease) => ({ ...lease, spec: { ...lease.spec, holderIdentity: '' } })),
      delete: () => network.lease.edit(() => undefined),
    };
    if (old !== undefined) await acts[kind]?.();
    await network.runFor(afterMs, look);
    if (kind === 'event') election.observe(old);
  }
  for (const { node } of stands) Object.assign(node, { loses: 'nothing', latencyMs: 5 });
  await network.runFor(60_000, look);
  expect(countLeaders()).toBe(1);
}
