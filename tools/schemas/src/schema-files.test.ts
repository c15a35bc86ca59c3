import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { listDifferingFiles, writeSchemaFiles } from './schema-files.ts';
import { MINI_ENTRY } from './testing/mini-crd.ts';

const A = `${MINI_ENTRY.into}/a.ts`;
const B = `${MINI_ENTRY.into}/types/b.ts`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atoll-schemas-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe(writeSchemaFiles, () => {
  it('writes what is missing and nothing the second time', async () => {
    const sets = [toSet({ [A]: 'a', [B]: 'b' })];

    expect(await writeSchemaFiles(root, sets)).toEqual([A, B]);
    expect(await writeSchemaFiles(root, sets)).toEqual([]);
    expect(await readFile(join(root, B), 'utf8')).toBe('b');
  });

  it('removes a file that is not generated any more', async () => {
    await writeSchemaFiles(root, [toSet({ [A]: 'a', [B]: 'b' })]);

    expect(await writeSchemaFiles(root, [toSet({ [A]: 'a' })])).toEqual([B]);
    expect(await listDifferingFiles(root, [toSet({ [A]: 'a' })])).toEqual([]);
  });
});

describe(listDifferingFiles, () => {
  it('lists changed, missing and left-over files and writes nothing', async () => {
    await writeSchemaFiles(root, [toSet({ [A]: 'a', [B]: 'b' })]);
    const sets = [toSet({ [A]: 'changed', [`${MINI_ENTRY.into}/new.ts`]: '' })];

    expect(await listDifferingFiles(root, sets)).toEqual([A, `${MINI_ENTRY.into}/new.ts`, B]);
    expect(await readFile(join(root, A), 'utf8')).toBe('a');
  });
});

function toSet(files: Readonly<Record<string, string>>): Parameters<typeof writeSchemaFiles>[1][number] {
  return { entry: MINI_ENTRY, files: new Map(Object.entries(files)) };
}
