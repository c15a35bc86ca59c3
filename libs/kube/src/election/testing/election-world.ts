import { expect } from 'vitest';
import { createLeaderElection } from '../create-leader-election.ts';
import type { LeaderElection, LeadershipChange } from '../leader-election.ts';
import { type ClockTraits, SimulatedNetwork, type SimulatedNode } from './simulated-network.ts';

/** One process that stands. */
export interface Stand {
  readonly identity: string;
  readonly node: SimulatedNode;
  readonly election: LeaderElection;
  readonly changes: LeadershipChange[];
  readonly failures: unknown[];
}

/** A world, and a look after each event: never two leaders. */
export function createWorld() {
  const network = new SimulatedNetwork();
  const stands: Stand[] = [];
  const listLeaders = () =>
    stands.filter(({ node, election }) => node.isRunning() && election.isLeader()).map((s) => s.identity);
  return {
    network,
    listLeaders,
    stand(identity: string, traits?: ClockTraits): Stand {
      const node = network.createNode(traits);
      const failures: unknown[] = [];
      const election = createLeaderElection({
        connection: node.connection,
        namespace: 'atoll-system',
        name: 'atoll-agent',
        identity,
        clock: node.clock,
        random: () => 0.5,
        onFailure: (error) => failures.push(error),
      });
      const changes: LeadershipChange[] = [];
      election.onChange((change) => changes.push(change));
      const stand = { identity, node, election, changes, failures };
      stands.push(stand);
      return stand;
    },
    run: (ms: number) =>
      network.runFor(ms, () => expect(listLeaders().length, `at ${network.nowMs} ms`).toBeLessThan(2)),
  };
}

/** A world in which `a` leads and `b` stands by. */
export async function createPair(a?: ClockTraits, b?: ClockTraits) {
  const world = createWorld();
  const [first, second] = [world.stand('a', a), world.stand('b', b)];
  first.election.start();
  await world.run(100);
  second.election.start();
  await world.run(5_000);
  expect(world.listLeaders()).toEqual(['a']);
  return { ...world, first, second };
}
