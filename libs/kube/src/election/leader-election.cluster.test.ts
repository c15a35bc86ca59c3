import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLeaderElection } from './create-leader-election.ts';
import type { LeaderElection, LeadershipChange } from './leader-election.ts';
import { type AdminConnection, connectAdmin } from './testing/admin-connection.ts';

/** The usual times divided by five: the proportions, which safety rests on, are the same. */
const TIMING = { leaseDurationMs: 3_000, renewDeadlineMs: 2_000, retryPeriodMs: 400, stallLimitMs: 1_000 };
const PATIENCE = { timeout: 60_000, interval: 20 };
const COMMIT = 'c'.repeat(40);

interface Stand {
  readonly identity: string;
  readonly connection: AdminConnection;
  readonly election: LeaderElection;
  readonly changes: LeadershipChange[];
  readonly failures: unknown[];
}

describeCluster('a leader election on a real API server', {}, (getCluster) => {
  const stands: Stand[] = [];
  const children: ChildProcess[] = [];
  let namespace = '';
  let tests = 0;
  /** Every moment with two leaders, looked for all the time. */
  const doubles: string[][] = [];
  let recorder: NodeJS.Timeout | undefined;

  beforeEach(async () => {
    tests += 1;
    namespace = `election-${tests}`;
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    await getCluster().request('POST', '/api/v1/namespaces', { body });
    recorder = setInterval(() => {
      const leaders = stands.filter(({ election }) => election.isLeader()).map(({ identity }) => identity);
      if (leaders.length > 1) doubles.push(leaders);
    }, 5);
  });

  afterEach(async () => {
    clearInterval(recorder);
    for (const { connection, election } of stands.splice(0)) {
      connection.mend();
      await election.stop();
      await connection.close();
    }
    for (const child of children.splice(0)) child.kill('SIGKILL');
    expect(doubles.splice(0)).toEqual([]);
  });

  function stand(identity: string): Stand {
    const connection = connectAdmin(getCluster());
    const failures: unknown[] = [];
    const election = createLeaderElection({
      connection,
      namespace,
      name: 'test',
      identity,
      timing: TIMING,
      onFailure: (error) => failures.push(error),
    });
    const changes: LeadershipChange[] = [];
    election.onChange((change) => changes.push(change));
    const made = { identity, connection, election, changes, failures };
    stands.push(made);
    election.start();
    return made;
  }

  async function standPair(): Promise<readonly [Stand, Stand]> {
    const first = stand('a');
    await expect.poll(() => first.election.isLeader(), PATIENCE).toBe(true);
    const second = stand('b');
    await expect.poll(() => second.election.leaderIdentity(), PATIENCE).toBe('a');
    return [first, second];
  }

  const leasePath = () => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/test`;

  async function readLease() {
    const { json } = await getCluster().request('GET', leasePath());
    return json as {
      readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec: Readonly<Record<string, unknown>>;
    };
  }

  function patchLease(body: object): Promise<{ readonly status: number }> {
    return getCluster().request('PATCH', leasePath(), {
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  it('is accepted with its microseconds, and one stands by', async () => {
    const [first, second] = await standPair();
    const { spec } = await readLease();
    expect(spec).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 3, leaseTransitions: 0 });
    expect(spec['renewTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(second.election.isLeader()).toBe(false);
    await first.election.recordActedCommit(COMMIT);
    expect((await readLease()).metadata.annotations).toEqual({ 'atoll.dev/acted-commit': COMMIT });
    expect([first.failures, second.failures]).toEqual([[], []]);
  });

  it('hands over after a clean release, with the acted commit', async () => {
    const [first, second] = await standPair();
    await first.election.recordActedCommit(COMMIT);
    await first.election.stop();
    expect((await readLease()).spec).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1 });
    await expect.poll(() => second.election.isLeader(), PATIENCE).toBe(true);
    expect(second.election.lastActedCommit()).toBe(COMMIT);
    expect((await readLease()).spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
  });

  it('takes the Lease from a leader that is cut off, which has ended by itself before', async () => {
    const [first, second] = await standPair();
    first.connection.cut();
    await expect.poll(() => second.election.isLeader(), PATIENCE).toBe(true);
    expect(first.changes.at(-1)).toMatchObject({ isLeader: false, reason: 'renew-deadline' });
    first.connection.mend();
    await expect.poll(() => first.election.leaderIdentity(), PATIENCE).toBe('b');
  });

  it('stays with its leader when somebody deletes the Lease, wipes its holder out, or annotates it', async () => {
    const [first, second] = await standPair();
    await first.election.recordActedCommit(COMMIT);
    const spoil = [
      () => getCluster().request('DELETE', leasePath()),
      () => patchLease({ spec: { holderIdentity: '' } }),
      () => patchLease({ spec: null }),
      () => patchLease({ metadata: { annotations: { note: 'x', 'atoll.dev/acted-commit': 'nonsense' } } }),
    ];
    for (const act of spoil) {
      const { status } = await act();
      expect(status).toBe(200);
      await expect.poll(async () => (await readLease()).spec?.['holderIdentity'], PATIENCE).toBe('a');
      await expect
        .poll(async () => (await readLease()).metadata.annotations?.['atoll.dev/acted-commit'], PATIENCE)
        .toBe(COMMIT);
    }
    expect((await readLease()).metadata.annotations).toMatchObject({ note: 'x' });
    expect(first.changes.filter(({ isLeader }) => !isLeader)).toEqual([]);
    expect(second.changes.filter(({ isLeader }) => isLeader)).toEqual([]);
  });

  it('has one leader again after somebody wrote another name into the Lease', async () => {
    const [first] = await standPair();
    await patchLease({ spec: { holderIdentity: 'nobody' } });
    await expect.poll(() => first.changes.at(-1)?.reason, PATIENCE).toBe('taken');
    await expect.poll(() => stands.filter(({ election }) => election.isLeader()).length, PATIENCE).toBe(1);
  });

  it('gives five that start at once one leader', async () => {
    const all = ['1', '2', '3', '4', '5'].map(stand);
    const listKnown = () => all.map(({ election }) => election.leaderIdentity() ?? '');
    await expect
      .poll(() => !listKnown().includes('') && new Set(listKnown()).size === 1, PATIENCE)
      .toBe(true);
    expect(all.filter(({ election }) => election.isLeader())).toHaveLength(1);
  });

  /** Starts an elector in a process of its own; `lines` are its changes. */
  function startProgram(identity: string) {
    const { url, caPath, adminCert, adminKey } = getCluster();
    const admin = { url, caPath, adminCert, adminKey };
    const setup = JSON.stringify({ admin, namespace, identity, timing: TIMING });
    const program = join(import.meta.dirname, 'testing', 'electing-program.ts');
    const child = spawn(process.execPath, [program, setup], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines: Array<{ readonly isLeader: boolean }> = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
    return { child, lines };
  }

  it('passes on when the process of the leader is killed', async () => {
    const first = startProgram('a');
    await expect.poll(() => first.lines.at(-1)?.isLeader, PATIENCE).toBe(true);
    const second = stand('b');
    await expect.poll(() => second.election.leaderIdentity(), PATIENCE).toBe('a');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(second.election.isLeader()).toBe(false);
    await expect.poll(() => second.election.isLeader(), PATIENCE).toBe(true);
  });

  it('is given back by a process that is told to end', async () => {
    const first = startProgram('a');
    await expect.poll(() => first.lines.at(-1)?.isLeader, PATIENCE).toBe(true);
    first.child.kill('SIGTERM');
    expect(await once(first.child, 'exit')).toEqual([0, null]);
    expect((await readLease()).spec).toMatchObject({ holderIdentity: '' });
  });

  it('ends in a process that was paused, as soon as it runs again', async () => {
    const first = startProgram('a');
    await expect.poll(() => first.lines.at(-1)?.isLeader, PATIENCE).toBe(true);
    const second = stand('b');
    await expect.poll(() => second.election.leaderIdentity(), PATIENCE).toBe('a');
    first.child.kill('SIGSTOP');
    await expect.poll(() => second.election.isLeader(), PATIENCE).toBe(true);
    first.child.kill('SIGCONT');
    await expect.poll(() => first.lines.at(-1)?.isLeader, PATIENCE).toBe(false);
    expect(second.election.isLeader()).toBe(true);
    expect((await readLease()).spec).toMatchObject({ holderIdentity: 'b' });
  });
});
