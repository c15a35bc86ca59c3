import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLastChanges } from './last-change.ts';
import { createTemporaryRepo, type TemporaryRepo, toFolder, writeFolders } from './testing/temporary-repo.ts';
import { readTrailerHistory } from './trailer-history.ts';

let repo: TemporaryRepo;

beforeEach(() => {
  repo = createTemporaryRepo();
});

afterEach(() => repo.remove());

async function write(folder: string, text: string): Promise<string> {
  const result = await writeFolders(await repo.open(), [toFolder(folder, { 'a.yaml': text })]);
  return result.commit ?? '';
}

async function find(folder: string, tip: string | undefined): Promise<string | undefined> {
  const head = repo.git('rev-parse', 'main');
  const search = { name: 'x', folders: [folder], tip };
  return (await readLastChanges({ gitDir: `${repo.path}/.git`, head }, [search], process.env)).get('x');
}

describe(readLastChanges, () => {
  it('gives the branch where it stands at a commit that changed the folder', async () => {
    const changed = await write('regions/a', '1');
    await write('regions/b', '1');

    expect(await find('regions/a', changed)).toBe(changed);
  });

  it('looks further where the branch was lost, or stands at a commit of other folders', async () => {
    const changed = await write('regions/a', '1');
    const other = await write('regions/b', '1');

    expect(await find('regions/a', undefined)).toBe(changed);
    expect(await find('regions/a', other)).toBe(changed);
  });

  it('gives the commit that removed a folder whose branch is still there', async () => {
    const changed = await write('regions/a', '1');
    await write('regions/b', '1');
    const run = await (await repo.open()).beginRun();
    await run.deleteFolder('regions/a');
    const { commit } = await run.finish({ message: 'remove' });

    expect(await find('regions/a', changed)).toBe(commit);
  });

  it('gives nothing for a folder that never stood', async () => {
    await write('regions/b', '1');

    expect(await find('regions/a', undefined)).toBeUndefined();
  });
});

describe(readTrailerHistory, () => {
  it('gives the values of a trailer, the newest first, without commits that have none', async () => {
    for (const [index, trailers] of [{ Source: 'one' }, {}, { Source: 'two' }].entries()) {
      const run = await (await repo.open()).beginRun();
      await run.replaceFolder(toFolder('regions/a', { 'a.yaml': `${index}` }));
      await run.finish({ message: 'render', trailers });
    }

    const head = repo.git('rev-parse', 'main');
    const found = await readTrailerHistory(
      { gitDir: `${repo.path}/.git`, head },
      { folders: ['regions/a'], key: 'Source' },
      process.env,
    );

    expect(found).toStrictEqual(['two', 'one']);
  });
});
