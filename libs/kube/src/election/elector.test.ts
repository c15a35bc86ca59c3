import { describe, expect, it } from 'vitest';
import { createPair, createWorld } from './testing/election-world.ts';

const COMMIT = 'a'.repeat(40);
const NEXT_COMMIT = 'b'.repeat(40);

describe('an election', () => {
  it('gives the Lease to the first, with microseconds, and one request a period renews it', async () => {
    const { network, run, first, second } = await createPair();
    const before = network.lease.writes.length;
    await run(20_000);
    expect(network.lease.writes.length - before).toBe(10);
    expect(new Set(network.lease.writes.slice(1))).toEqual(new Set(['PUT a']));
    expect(network.lease.stored?.spec).toMatchObject({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: expect.stringMatching(/^1970-01-01T00:00:\d\d\.\d{6}Z$/),
    });
    expect(first.changes).toEqual([{ isLeader: true, leader: 'a', reason: 'acquired' }]);
    expect(second.changes).toEqual([{ isLeader: false, leader: 'a', reason: 'observed' }]);
    expect([first.election.leaderIdentity(), second.election.leaderIdentity()]).toEqual(['a', 'a']);
  });

  it('elects another one within 17.4 s after the leader was killed', async () => {
    const { network, run, first, listLeaders } = await createPair();
    first.node.kill();
    await run(17_400);
    expect(listLeaders()).toEqual(['b']);
    expect(network.lease.stored?.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
  });

  it('hands over within one period after a clean stop, and keeps the acted commit', async () => {
    const { network, run, first, second, listLeaders } = await createPair();
    await Promise.all([first.election.recordActedCommit(COMMIT), run(50)]);
    await Promise.all([first.election.stop(), run(50)]);
    expect(network.lease.stored?.spec).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1 });
    expect(first.changes.at(-1)).toEqual({ isLeader: false, leader: undefined, reason: 'stopped' });
    await run(2_400);
    expect(listLeaders()).toEqual(['b']);
    expect(second.election.lastActedCommit()).toBe(COMMIT);
  });

  it('hands over at once where the standby is told of the release', async () => {
    const { network, run, first, second } = await createPair();
    await Promise.all([first.election.stop(), run(20)]);
    second.election.observe(network.lease.stored);
    await run(20);
    expect(second.election.isLeader()).toBe(true);
  });

  it('promises a time only as long as the last renewal carries', async () => {
    const { run, first } = await createPair();
    expect(first.election.isLeaderFor(7_000)).toBe(true);
    expect(first.election.isLeaderFor(10_000)).toBe(false);
    first.node.loses = 'requests';
    await run(7_000);
    expect([first.election.isLeader(), first.election.isLeaderFor(4_000)]).toEqual([true, false]);
  });

  it('ends by itself at the renew deadline when no renewal succeeds, and stands by', async () => {
    const { run, first, listLeaders } = await createPair();
    first.node.loses = 'requests';
    await run(10_100);
    expect(first.changes.at(-1)).toMatchObject({ isLeader: false, reason: 'renew-deadline' });
    await run(7_400);
    expect(listLeaders()).toEqual(['b']);
    first.node.loses = 'nothing';
    await run(5_000);
    expect(first.election.leaderIdentity()).toBe('b');
    expect(first.failures[0]).toMatchObject({ code: 'ERR_ELECTION_TIMEOUT' });
  });

  it('has one leader again after nobody reached the server for 30 s', async () => {
    const { run, first, second, listLeaders } = await createPair();
    first.node.loses = 'requests';
    second.node.loses = 'requests';
    await run(30_000);
    expect(listLeaders()).toEqual([]);
    first.node.loses = 'nothing';
    second.node.loses = 'nothing';
    await run(10_000);
    expect(listLeaders()).toHaveLength(1);
  });

  it('goes on when a renewal arrived and its answer was lost', async () => {
    const { network, run, first, listLeaders } = await createPair();
    first.node.loses = 'answers';
    const before = network.lease.writes.length;
    await run(3_000);
    expect(network.lease.writes.length).toBeGreaterThan(before);
    first.node.loses = 'nothing';
    await run(10_000);
    expect(listLeaders()).toEqual(['a']);
    expect(first.changes).toHaveLength(1);
  });

  it('does not lead by a claim whose answer came too late', async () => {
    const { run, stand, listLeaders, network } = createWorld();
    const slow = stand('slow');
    slow.node.latencyMs = 2_000;
    slow.election.start();
    await run(3_000);
    slow.node.latencyMs = 3_000;
    await run(6_500);
    expect(network.lease.writes).toEqual(['POST slow']);
    expect(listLeaders()).toEqual([]);
    slow.node.latencyMs = 5;
    await run(10_000);
    expect(listLeaders()).toEqual(['slow']);
  });

  it('never leads twice when a paused leader wakes up', async () => {
    const { run, first, listLeaders } = await createPair();
    first.node.stall(20_000);
    await run(19_000);
    expect(listLeaders()).toEqual(['b']);
    await run(1_500);
    expect(first.election.isLeader()).toBe(false);
    expect(first.changes.at(-1)).toMatchObject({ isLeader: false });
  });

  it('loses the leadership when the event loop stood still for 6 s, before any timer has run', async () => {
    const { network, run, first, listLeaders } = await createPair();
    await run(100);
    first.node.stall(6_000);
    network.nowMs += 6_000;
    expect(first.election.isLeader()).toBe(false);
    expect(first.changes.at(-1)).toMatchObject({ isLeader: false, reason: 'stalled' });
    await run(5_000);
    expect(listLeaders()).toEqual(['a']);
  });
});

describe('an old event of a watch', () => {
  it('does not end a leadership', async () => {
    const { network, run, first, second, listLeaders } = await createPair();
    const old = network.lease.stored;
    await Promise.all([first.election.stop(), run(3_000)]);
    expect(listLeaders()).toEqual(['b']);
    second.election.observe(old);
    await run(5_000);
    expect(listLeaders()).toEqual(['b']);
    expect(second.changes.filter(({ isLeader }) => isLeader)).toHaveLength(1);
  });
});

describe('the commit fence', () => {
  it('stands in the Lease and goes to the next leader', async () => {
    const { network, run, first, second } = await createPair();
    await Promise.all([first.election.recordActedCommit(COMMIT), run(50)]);
    await Promise.all([first.election.recordActedCommit(NEXT_COMMIT), run(50)]);
    expect(network.lease.stored?.metadata.annotations).toEqual({ 'atoll.dev/acted-commit': NEXT_COMMIT });
    first.node.kill();
    await run(17_400);
    expect([second.election.isLeader(), second.election.lastActedCommit()]).toEqual([true, NEXT_COMMIT]);
  });

  it('is not written by a standby, nor by a leader that was overtaken, nor with another value', async () => {
    const { network, run, first, second } = await createPair();
    await expect(second.election.recordActedCommit(COMMIT)).rejects.toMatchObject({
      code: 'ERR_ELECTION_NOT_LEADER',
    });
    await expect(first.election.recordActedCommit('main')).rejects.toMatchObject({
      code: 'ERR_ELECTION_COMMIT',
    });
    network.lease.edit((lease) => ({ ...lease, spec: { ...lease.spec, holderIdentity: 'c' } }));
    const recorded = expect(first.election.recordActedCommit(COMMIT)).rejects.toMatchObject({
      code: 'ERR_ELECTION_NOT_LEADER',
    });
    await run(50);
    await recorded;
    expect(network.lease.stored?.metadata.annotations).toBeUndefined();
  });
});

describe('stop', () => {
  it('gives back a Lease whose claim was answered by nobody', async () => {
    const { network, run, stand } = createWorld();
    const only = stand('only');
    only.node.loses = 'nothing';
    only.election.start();
    await run(12);
    only.node.loses = 'answers';
    await run(1_000);
    await run(4_000);
    only.node.loses = 'nothing';
    await Promise.all([only.election.stop(), run(6_000)]);
    expect(network.lease.stored?.spec.holderIdentity).toBe('');
  });

  it('ends within two requests when the server is gone, and tells why the Lease was not given back', async () => {
    const { run, first } = await createPair();
    first.node.loses = 'requests';
    const stopped = first.election.stop().then(() => 'stopped');
    expect(first.election.isLeader()).toBe(false);
    await run(10_100);
    await expect(stopped).resolves.toBe('stopped');
    expect(first.failures).toHaveLength(1);
  });
});

describe('a listener that fails', () => {
  it('keeps no other one from being told', async () => {
    const { run, stand } = createWorld();
    const { election, failures } = stand('a');
    const told: boolean[] = [];
    election.onChange(() => {
      throw new Error('no');
    });
    election.onChange(({ isLeader }) => told.push(isLeader));
    election.start();
    await run(100);
    expect(told).toEqual([true]);
    expect(failures).toEqual([new Error('no')]);
  });
});
