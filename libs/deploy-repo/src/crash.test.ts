import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckpointName } from './checkpoint.ts';
import { type TemporaryRepo, createTemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';

const BEFORE = [
  toFolder('regions/a', {
    'flux/one.yaml': 'one\n',
    'flux/two.yaml': 'two\n',
    'dns/three.yaml': 'three\n',
    // A file and a folder that change places.
    swap: 'file\n',
    'turn/inner.yaml': 'inner\n',
  }),
  toFolder('regions/b', { 'one.yaml': 'b one\n' }),
  toFolder('regions/c', { 'deep/one.yaml': 'c one\n' }),
];
const CRASHING = {
  replaced: [
    toFolder('regions/a', {
      'flux/one.yaml': 'one changed\n',
      'flux/four.yaml': 'four\n',
      'swap/inner.yaml': 'inner\n',
      turn: 'file\n',
    }),
    toFolder('regions/b', { 'one.yaml': 'b one\n' }),
  ],
  deleted: ['regions/c'],
};
const TREE_AFTER = [
  'regions/a/flux/four.yaml',
  'regions/a/flux/one.yaml',
  'regions/a/swap/inner.yaml',
  'regions/a/turn',
  'regions/b/one.yaml',
];

const EARLY: ReadonlyArray<[CheckpointName, number]> = [
  ['locked', 1],
  ['imported', 1],
  ['edits-kept', 1],
  ['committed', 1],
];
const LATE: ReadonlyArray<[CheckpointName, number]> = [
  ['pending-written', 1],
  ['refs-moved', 1],
  ['file-written', 1],
  ['files-removed', 1],
  ['file-written', 2],
  ['file-written', 4],
  ['files-written', 1],
  ['index-updated', 1],
  ['temporary-ref-dropped', 1],
];

describe('a run that is killed', () => {
  let place: TemporaryRepo;
  beforeEach(() => {
    place = createTemporaryRepo();
  });
  afterEach(() => place.remove());

  it.each(EARLY)(
    'leaves nothing behind when it dies at %s (%i), and the next run does it all',
    async (name, times) => {
      const before = await prepare(place);
      crash(place, name, times);

      const repo = await place.open();
      const refs = place.git('for-each-ref', 'refs/atoll/tmp');
      const head = await repo.head();
      const result = await writeAgain(repo);

      expect(repo.recovered).toEqual({ outcome: 'dropped', handEdits: [] });
      expect(refs).toBe('');
      expect(head).toBe(before);
      expect(result.commit).toBeDefined();
      expect(result.handEdits.map(({ path, kind }) => [path, kind])).toEqual([
        ['regions/b/one.yaml', 'modified'],
      ]);
      expectWhole(place);
    },
  );

  it.each(LATE)('is finished by the next opening when it dies at %s (%i)', async (name, times) => {
    const before = await prepare(place);
    crash(place, name, times);

    const repo = await place.open();
    const head = await repo.head();

    expect(repo.recovered).toEqual({ outcome: 'finished', commit: head, handEdits: [] });
    expect(place.git('rev-parse', 'main^')).toBe(before);
    expect(place.git('rev-parse', 'region/a')).toBe(head);
    expectWhole(place);
    expect((await writeAgain(repo)).commit).toBeUndefined();
  });

  it('is finished also when it was the first of its repository', async () => {
    crash(place, 'file-written', 2);

    const repo = await place.open();

    expect(repo.recovered).toEqual({ outcome: 'finished', commit: await repo.head(), handEdits: [] });
    expect(place.git('rev-list', '--count', 'main')).toBe('1');
    expectTree(place);
  });

  it('is not in the way of a run that follows at once, though its Git outlives it', async () => {
    await prepare(place);
    crash(place, 'locked', 1);
    const repo = await place.open();
    crash(place, 'imported', 1);

    const result = await writeAgain(repo, ['regions/a', 'regions/b', 'regions/c']);

    expect(result.commit).toBeDefined();
    expectWhole(place);
  });

  it('needs no recovery when it dies after its end', async () => {
    await prepare(place);
    crash(place, 'unlocked', 1);

    const repo = await place.open();

    expect(repo.recovered).toBeUndefined();
    expectWhole(place);
  });

  it('is dropped when somebody has committed on main since', async () => {
    await prepare(place);
    crash(place, 'pending-written', 1);
    // A Git process outlives the killed run until it sees that nobody feeds it any more.
    await vi.waitFor(() => expect(place.has('.git/index.lock')).toBe(false), { timeout: 10_000 });
    place.git('commit', '--quiet', '--all', '--message', 'by hand');
    const byHand = place.git('rev-parse', 'main');

    const repo = await place.open();

    expect(repo.recovered).toEqual({ outcome: 'dropped', handEdits: [] });
    expect(await repo.head()).toBe(byHand);
    await writeAgain(repo);
    expectTree(place);
  });

  it('loses no edit that was made between the crash and the recovery', async () => {
    await prepare(place);
    crash(place, 'refs-moved', 1);
    place.edit('regions/a/flux/one.yaml', 'one by night\n');

    const repo = await place.open();

    const ref = 'refs/atoll/rescued/20260301T120000Z-2';
    expect(repo.recovered?.handEdits).toEqual([{ path: 'regions/a/flux/one.yaml', kind: 'modified', ref }]);
    expect(place.git('show', `${ref}:regions/a/flux/one.yaml`)).toBe('one by night');
    expectWhole(place);
  });

  it('has its carrier dropped by the next run, even if its import outlived it', async () => {
    const repo = await place.open();
    await writeFolders(repo, BEFORE);
    place.git('update-ref', 'refs/atoll/tmp/of-a-dead-run', 'main');

    await writeAgain(repo);

    expect(place.git('for-each-ref', 'refs/atoll/tmp')).toBe('');
  });

  it('is finished by a program that had opened the repository before', async () => {
    await prepare(place);
    const repo = await place.open();
    crash(place, 'refs-moved', 1);

    const result = await writeAgain(repo);

    expect(repo.recovered?.outcome).toBe('finished');
    expect(result.commit).toBeUndefined();
    expectWhole(place);
  });
});

/** Leaves an edit by hand in a folder whose rendering does not change. */
async function prepare(place: TemporaryRepo): Promise<string | undefined> {
  const { head } = await writeFolders(await place.open(), BEFORE);
  place.edit('regions/b/one.yaml', 'b by hand\n');
  return head;
}

function crash(place: TemporaryRepo, name: CheckpointName, times: number): void {
  const program = join(import.meta.dirname, 'testing', 'crashing-run.ts');
  const args = [program, place.path, name, String(times), JSON.stringify(CRASHING)];
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(ended.signal, ended.stderr).toBe('SIGKILL');
}

async function writeAgain(
  repo: Awaited<ReturnType<TemporaryRepo['open']>>,
  expected: readonly string[] = [],
) {
  const run = await repo.beginRun(expected);
  for (const content of CRASHING.replaced) {
    await run.replaceFolder(content);
  }
  for (const folder of CRASHING.deleted) {
    await run.deleteFolder(folder);
  }
  return run.finish({ message: 'render', branches: () => ['region/a'] });
}

function expectTree(place: TemporaryRepo): void {
  expect(place.git('ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(TREE_AFTER);
  expect(place.git('status', '--porcelain')).toBe('');
  expect(place.git('fsck', '--strict', '--no-dangling')).toBe('');
  expect(place.git('for-each-ref', 'refs/atoll/tmp')).toBe('');
  expect(['atoll-pending', 'atoll-lock', 'index.lock'].filter((name) => place.has(`.git/${name}`))).toEqual(
    [],
  );
  expect(place.has('regions/c')).toBe(false);
}

function expectWhole(place: TemporaryRepo): void {
  expectTree(place);
  expect(place.git('show', 'refs/atoll/rescued/20260301T120000Z:regions/b/one.yaml')).toBe('b by hand');
}
