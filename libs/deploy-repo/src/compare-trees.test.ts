import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareTrees } from './compare-trees.ts';
import { createGit } from './git.ts';
import { type ObjectReader, openObjectReader } from './object-reader.ts';
import { type TemporaryRepo, createTemporaryRepo } from './testing/temporary-repo.ts';
import { streamTreeChanges } from './tree-changes.ts';

const AUTHOR = { name: 'Atoll', email: 'atoll@example.org' };

let place: TemporaryRepo;
let objects: ObjectReader;

beforeAll(async () => {
  place = createTemporaryRepo();
  await place.open();
  objects = openObjectReader(git());
});

afterAll(async () => {
  await objects.close();
  place.remove();
});

function git() {
  return createGit({ path: place.path, gitDir: join(place.path, '.git') }, AUTHOR, process.env);
}

/** Commits exactly these files, and gives the commit. */
function commit(files: Readonly<Record<string, string>>): string {
  for (const name of ['f', 'other']) rmSync(join(place.path, name), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place.path, path)), { recursive: true });
    if (text.startsWith('->')) symlinkSync(text, join(place.path, path));
    else place.edit(path, text);
  }
  place.git('add', '--all');
  place.git('commit', '--quiet', '--allow-empty', '--message', 'next');
  return place.git('rev-parse', 'main');
}

async function askGit(head: string) {
  const changes = [];
  for await (const group of streamTreeChanges(git(), head, 'all')) changes.push(...group);
  return changes.filter(({ path }) => path.startsWith('f/'));
}

function compare(from: string | undefined, to: string) {
  return compareTrees(objects, [
    { path: 'f', from: from === undefined ? undefined : `${from}:f`, to: `${to}:f` },
  ]);
}

describe(compareTrees, () => {
  it('gives what Git gives, whatever became of files, folders and links', async () => {
    const name = fc.constantFrom('a', 'a.b', 'a-', 'ab', 'é', 'a"b');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `f/${names.join('/')}`);
    const text = fc.constantFrom('one\n', 'two\n', '->one');
    const files = fc
      .uniqueArray(fc.tuple(path, text), { maxLength: 6, selector: ([one]) => one })
      .map((entries) => entries.filter(([one]) => !entries.some(([two]) => two.startsWith(`${one}/`))))
      .map((entries) => Object.fromEntries([...entries, ['other/x', 'x\n']]));
    await fc.assert(
      fc.asyncProperty(files, files, async (before, after) => {
        const [from, to] = [commit(before), commit(after)];

        expect(await compare(from, to)).toEqual(await askGit(to));
      }),
      { numRuns: 8 },
    );
  });

  it('gives every file as added where there was no folder', async () => {
    const to = commit({ 'f/a/b': 'b\n', 'f/c': 'c\n' });

    const changes = await compare(undefined, to);

    expect(changes?.map(({ path, kind }) => [path, kind])).toEqual([
      ['f/a/b', 'added'],
      ['f/c', 'added'],
    ]);
  });

  it('leaves a file that stands where a folder is asked for to Git', async () => {
    expect(await compare(undefined, commit({ f: 'file\n' }))).toBeUndefined();
  });
});

describe(openObjectReader, () => {
  it('answers all who ask at once, each in order', async () => {
    const head = commit({ 'f/a': 'a\n', 'f/b': 'b\n' });
    const names = Array.from(
      { length: 50 },
      (_, at) => [`${head}:f/a`, `${head}:none`, `${head}:f/b`][at % 3],
    );

    const answers = await Promise.all(names.map((name) => objects.read([name as string])));

    const texts = answers.map(([object]) => object?.content.toString());
    expect(texts).toEqual(names.map((_, at) => ['a\n', undefined, 'b\n'][at % 3]));
  });

  it('finds what was written after it had started', async () => {
    await objects.read(['HEAD']);
    const id = execFileSync('git', ['-C', place.path, 'hash-object', '-w', '--stdin'], { input: 'late\n' });

    const [object] = await objects.read([id.toString().trim()]);

    expect(object?.content.toString()).toBe('late\n');
  });
});
