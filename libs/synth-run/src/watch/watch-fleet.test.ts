import { renameSync } from 'node:fs';
import { DeployRepoError } from '@atoll/deploy-repo';
import { describe, expect, it } from 'vitest';
import { createWatchedRepo, EAST, SATURDAY, toPublishReport } from './testing/watched-repo.ts';

const GRANT = `apiVersion: config.atoll.dev/v1alpha1
kind: AccessGrant
metadata:
  name: inc-1
spec:
  role: elevated-operations
  subject:
    person: ana@example.com
    aws:
      principalArn: arn:aws:iam::444455556666:role/ana
  from: 2026-11-21T12:00:10Z
  until: "2026-11-21T13:00:00Z"
  reason: Restore of the order database
  ticket: INC-1
`;

const FREEZE = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: peak
spec:
  from: "2026-11-21T12:00:20Z"
  until: "2026-11-21T12:00:25Z"
  reason: The weekend of the year
`;

function namesOf(events: readonly { readonly event: string }[]): readonly string[] {
  return events.map(({ event }) => event);
}

describe('watchFleet', () => {
  it('publishes at the start, and again only when main has moved', async () => {
    using repo = createWatchedRepo();
    const move = () => void repo.remote.push({ 'regions/README.md': 'Ours.\n' });

    const { events, published, report } = await repo.watch([() => undefined, move, () => undefined]);

    expect(namesOf(events)).toStrictEqual([
      ...['started', 'config-moved', 'published', 'ready'],
      ...['config-moved', 'published', 'stopped'],
    ]);
    expect(events.filter(({ event }) => event === 'published')).toMatchObject([
      { cause: 'start' },
      { cause: 'config-moved' },
    ]);
    expect(published).toHaveLength(2);
    expect(report).toMatchObject({
      outcome: 'done',
      isReady: true,
      published: repo.remote.host('rev-parse', 'main'),
    });
  });

  it('makes one round with once, and starts none when it is asked to stop before', async () => {
    using repo = createWatchedRepo();

    const once = await repo.watch([], { once: true });
    const stopped = await repo.watch([], { stop: AbortSignal.abort() });

    expect(once.waits).toStrictEqual([]);
    expect(once.published).toHaveLength(1);
    expect(namesOf(stopped.events)).toStrictEqual(['started', 'stopped']);
  });

  it('wakes and publishes at the very instant at which a grant or a freeze begins or ends', async () => {
    using repo = createWatchedRepo();
    repo.remote.push({
      'regions/aws-us-east-1/access/inc-1.yaml': GRANT,
      'regions/fleet/freezes/peak.yaml': FREEZE,
    });

    const steps = [1, 2, 3].map(() => () => undefined);
    const { events, published, waits } = await repo.watch(steps);

    expect(waits.map((wait) => wait.toISOString().slice(11, 19))).toStrictEqual([
      ...['12:00:10', '12:00:20', '12:00:25', '12:00:55'],
    ]);
    expect(published.map(({ at }) => at.toISOString().slice(11, 19))).toStrictEqual([
      ...['12:00:00', '12:00:10', '12:00:20', '12:00:25'],
    ]);
    expect(events.flatMap((event) => (event.event === 'published' ? [event.cause] : []))).toStrictEqual([
      ...['start', 'time', 'time', 'time'],
    ]);
  });

  it('tries a failed publication again, later each time, and at once when main moves', async () => {
    using repo = createWatchedRepo();
    let failures = 4;
    const at: number[] = [];
    const steps = [
      ...[1, 2].map(() => () => undefined),
      () => {
        repo.remote.push({ 'regions/README.md': 'Ours.\n' });
        return undefined;
      },
      ...[1, 2, 3, 4].map(() => () => undefined),
    ];

    const { events, report } = await repo.watch(steps, {
      intervalSeconds: 10,
      publish: (request) => {
        at.push((request.at.getTime() - SATURDAY.getTime()) / 1000);
        failures -= 1;
        return failures < 0
          ? Promise.resolve(toPublishReport())
          : Promise.reject(new DeployRepoError('ERR_DEPLOY_REPO_REMOTE', 'the host is away'));
      },
    });

    expect(at).toStrictEqual([0, 5, 15, 25, 65]);
    expect(namesOf(events)).toStrictEqual([
      ...['started', 'config-moved', 'publish-failed', 'not-ready', 'publish-failed', 'publish-failed'],
      ...['config-moved', 'publish-failed', 'published', 'ready', 'stopped'],
    ]);
    expect(report).toMatchObject({
      isReady: true,
      lastError: { code: 'ERR_DEPLOY_REPO_REMOTE', message: 'the host is away' },
    });
  });

  it('goes on when the config repository goes away, and when it comes back', async () => {
    using repo = createWatchedRepo();
    const { url } = repo.remote;

    const { events, published, report } = await repo.watch(
      [
        () => void renameSync(url, `${url}.away`),
        () => undefined,
        () => void renameSync(`${url}.away`, url),
        () => void repo.remote.push({ 'regions/README.md': 'Ours.\n' }),
      ],
      { publish: () => Promise.resolve(toPublishReport()) },
    );

    expect(namesOf(events)).toStrictEqual([
      ...['started', 'config-moved', 'published', 'ready', 'config-unreachable', 'not-ready'],
      ...['config-reachable', 'ready', 'config-moved', 'published', 'stopped'],
    ]);
    expect(published).toStrictEqual([]);
    expect(report).toMatchObject({ isReady: true, lastError: { code: 'ERR_DEPLOY_REPO_REMOTE' } });
  });

  it('fails with once when the config repository cannot be reached', async () => {
    using repo = createWatchedRepo();
    const { url } = repo.remote;
    renameSync(url, `${url}.away`);

    const { report } = await repo.watch([], { once: true });

    expect(report).toMatchObject({
      outcome: 'failed',
      isReady: false,
      head: undefined,
      published: undefined,
    });
  });

  it('tells each finding once as long as it lasts, and again when it comes back', async () => {
    using repo = createWatchedRepo();
    const problem = {
      file: EAST,
      line: 3,
      column: 1,
      path: 'spec',
      code: 'ERR_CONFIG_TYPE',
      message: 'is wrong',
    };
    const hold = { name: 'aws-us-east-1', reason: 'frozen' as const, message: 'is frozen' };
    const found = [
      { problems: [problem], holds: [hold] },
      { problems: [problem], holds: [] },
      {},
      { problems: [problem] },
    ];
    let push = 0;
    const move = () => void repo.remote.push({ 'regions/README.md': `${(push += 1)}\n` });

    const { events, report } = await repo.watch([move, move, move], {
      publish: () => Promise.resolve(toPublishReport(found.shift() ?? {})),
    });

    const told = events.filter(({ event }) => event === 'problem' || event === 'held');
    expect(told).toStrictEqual([
      { event: 'held', name: 'aws-us-east-1', reason: 'frozen', detail: 'is frozen' },
      { event: 'problem', file: EAST, code: 'ERR_CONFIG_TYPE', detail: 'spec: is wrong' },
      { event: 'problem', file: EAST, code: 'ERR_CONFIG_TYPE', detail: 'spec: is wrong' },
    ]);
    expect(report).toMatchObject({ outcome: 'failed', isReady: true });
  });

  it('ends with a fault of the program instead of going on with it', async () => {
    using repo = createWatchedRepo();

    const watching = repo.watch([], { publish: () => Promise.reject(new TypeError('not a function')) });

    await expect(watching).rejects.toThrow('not a function');
  });
});
