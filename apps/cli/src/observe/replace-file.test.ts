import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from './replace-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-replace-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('replaceFile', () => {
  it.each([
    ['is there', 'old'],
    ['is not there', undefined],
  ])('writes a file that %s', async (_what, old) => {
    const path = join(folder, 'observed.yaml');
    if (old !== undefined) await writeFile(path, old);

    await replaceFile(path, 'new');

    await expect(readFile(path, 'utf8')).resolves.toBe('new');
    await expect(readdir(folder)).resolves.toEqual(['observed.yaml']);
  });

  it('leaves nothing behind when the file cannot be put in its place', async () => {
    const path = join(folder, 'observed.yaml');
    await mkdir(path);

    await expect(replaceFile(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' });

    await expect(readdir(folder)).resolves.toEqual(['observed.yaml']);
  });
});
