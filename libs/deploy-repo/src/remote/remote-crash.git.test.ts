import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointName } from '../checkpoint.ts';
import { publishAtLast, runCrashTrials } from '../testing/crash-trials.ts';
import { type TemporaryRemote, createTemporaryRemote } from '../testing/temporary-remote.ts';
import { toFolder, writeFolders } from '../testing/temporary-repo.ts';

const PROGRAM = join(import.meta.dirname, '..', 'testing', 'crashing-publish.ts');
const BEFORE = [
  toFolder('control-plane/a', { 'x.yaml': 'a\n' }),
  toFolder('control-plane/b', { 'x.yaml': 'b\n' }),
];
const AFTER = [
  toFolder('control-plane/a', { 'x.yaml': 'a changed\n' }),
  toFolder('control-plane/b', { 'x.yaml': 'b changed\n' }),
];

let remote: TemporaryRemote;
beforeEach(async () => {
  remote = await createTemporaryRemote('path');
});
afterEach(() => remote.remove());

describe('a publisher that is killed', () => {
  const POINTS: ReadonlyArray<[CheckpointName, 'finished' | 'dropped' | undefined]> = [
    ['fetched', undefined],
    ['locked', undefined],
    ['imported', 'dropped'],
    ['committed', 'dropped'],
    ['pushing', 'dropped'],
    ['pushed', 'finished'],
    ['refs-moved', undefined],
    ['temporary-ref-dropped', undefined],
    ['unlocked', undefined],
  ];
  it.each(POINTS)('at %s leaves what the next one completes, and says %s', async (point, outcome) => {
    await writeFolders(await remote.open(), BEFORE);
    crash(point);

    const repo = await remote.open();
    await writeFolders(repo, AFTER);

    expect(repo.recovered?.outcome).toBe(outcome);
    expect(repo.recovered?.commit).toBe(outcome === 'finished' ? await repo.head() : undefined);
    expectOnce(2);
  });

  it('in the first run of an empty remote leaves nothing in the way', async () => {
    crash('pushed');

    const repo = await remote.open();
    const { commit } = await writeFolders(repo, AFTER);

    expect(commit).toBeUndefined();
    expect(repo.recovered).toEqual({ outcome: 'finished', commit: await repo.head(), handEdits: [] });
    expectOnce(1);
  });

  it('needs no other clone than its own to be made good', async () => {
    await writeFolders(await remote.open(), BEFORE);
    crash('pushed');

    await publishAtLast(remote, AFTER, 'other');

    expectOnce(2, 'other');
  });

  it('with its Git leaves locks that do not hold up the next one', async () => {
    await writeFolders(await remote.open(), BEFORE);
    await publishAtLast(remote, AFTER, 'other');
    const locks = ['refs/heads/main.lock', 'refs/heads/region/a.lock', 'packed-refs.lock'];
    for (const lock of locks) {
      writeFileSync(join(remote.root, 'clone', lock), '');
    }
    remote.git('update-ref', '-d', 'refs/heads/region/b');

    await publishAtLast(remote, BEFORE);

    expect(locks.filter((lock) => existsSync(join(remote.root, 'clone', lock)))).toEqual([]);
    expectOnce(3);
  });

  it.each(['path', 'http'] as const)(
    'at ten random moments, published to a %s, loses and repeats no commit',
    async (kind) => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      console.log(`seed ${seed}`);
      const place = await createTemporaryRemote(kind);
      try {
        await runCrashTrials(place, { trials: 10, seed });
      } finally {
        await place.remove();
      }
    },
  );
});

describe('ten publishers at once', () => {
  it.each(['path', 'http'] as const)(
    'to a %s publish everything, one commit after the other',
    async (kind) => {
      const place = await createTemporaryRemote(kind);
      const names = Array.from({ length: 10 }, (_, at) => `region-${at}`);
      try {
        await Promise.all(
          names.map((name) =>
            publishAtLast(place, [toFolder(`control-plane/${name}`, { 'x.yaml': `${name}\n` })], name),
          ),
        );

        expect(place.git('ls-tree', '-d', '--name-only', 'main:control-plane').split('\n')).toEqual(names);
        expect(place.git('rev-list', '--count', 'main')).toBe('10');
        expect(place.git('rev-list', '--min-parents=2', 'main')).toBe('');
        expect(place.git('for-each-ref', '--no-merged=main', 'refs/heads')).toBe('');
        expect(names.map((name) => place.git('show', `region/${name}:control-plane/${name}/x.yaml`))).toEqual(
          names,
        );
        await place.open(names[0]);
        place.expectSound(names[0]);
      } finally {
        await place.remove();
      }
    },
  );

  it('in one clone take turns by its lock', async () => {
    const [first, second] = [await remote.open(), await remote.open()];
    const run = await first.beginRun();

    await expect(second.beginRun()).rejects.toMatchObject({ code: 'ERR_DEPLOY_REPO_LOCKED' });

    await run.abort();
    await writeFolders(second, BEFORE);
    expectOnce(1);
  });
});

function crash(point: CheckpointName): void {
  const what = JSON.stringify({ remote: remote.toOptions(), contents: AFTER });
  const ended = spawnSync(process.execPath, [PROGRAM, what, point], { encoding: 'utf8' });
  expect(ended.signal, ended.stderr).toBe('SIGKILL');
}

/** Everything stands, in so many commits, and nothing else is left. */
function expectOnce(commits: number, clone?: string): void {
  expect(remote.git('rev-list', '--count', 'main')).toBe(String(commits));
  expect(new Set(remote.git('rev-parse', 'main', 'region/a', 'region/b').split('\n')).size).toBe(1);
  remote.expectSound(clone);
}
