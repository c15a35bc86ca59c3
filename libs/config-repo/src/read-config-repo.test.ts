import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { renderProblem } from '@atoll/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigTexts } from './config-files.ts';
import { readConfigRepo } from './read-config-repo.ts';
import { createReadBuffer, readText } from './read-text.ts';
import { createTempRepo, type TempRepo } from './testing/temp-repo.ts';

const path = 'regions/eu-west-1/region.yaml';

let repo: TempRepo;

beforeEach(() => {
  repo = createTempRepo();
});

afterEach(() => {
  repo.remove();
});

function problemsOf({ problems }: ConfigTexts): readonly string[] {
  return problems.map((problem) => `${problem.code} ${renderProblem(problem)}`);
}

describe('readConfigRepo', () => {
  it('gives the texts of all files', async () => {
    repo.write(path, 'name: zürich\n');
    repo.write('regions/eu-west-1/observed.yaml', '');
    repo.write('regions/us-east-1/region.yaml', 'x'.repeat(128 * 1024));

    const texts = await readConfigRepo(repo.root);

    expect(texts).toEqual({
      regions: ['eu-west-1', 'us-east-1'],
      files: [
        { path, text: 'name: zürich\n' },
        { path: 'regions/eu-west-1/observed.yaml', text: '' },
        { path: 'regions/fleet/organization.yaml', text: 'kind: Organization\n' },
        { path: 'regions/us-east-1/region.yaml', text: 'x'.repeat(128 * 1024) },
      ],
      problems: [],
    });
  });

  it('gives only the wanted regions, the fleet, and their problems', async () => {
    repo.write(path, 'a');
    repo.mkdir('regions/us-east-1');
    repo.mkdir('regions/us-west-2');

    const texts = await readConfigRepo(repo.root, { only: ['eu-west-1', 'us-east-1'] });

    expect(texts.files.map((file) => file.path)).toEqual([path, 'regions/fleet/organization.yaml']);
    expect(problemsOf(texts)).toEqual([
      'ERR_CONFIG_MISSING_FILE regions/us-east-1/region.yaml: the file is missing; add it, or remove the folder',
    ]);
  });

  it('reports a wanted region that does not exist', async () => {
    const texts = await readConfigRepo(repo.root, { only: ['eu-west-1'] });

    expect(problemsOf(texts)).toEqual([
      `ERR_CONFIG_MISSING_FILE ${path}: the file was asked for and is missing; see the folders of regions/`,
    ]);
  });

  it('reports a wanted region whose folder has a wrong name once', async () => {
    repo.mkdir('regions/EU');

    const texts = await readConfigRepo(repo.root, { only: ['EU'] });

    expect(texts.problems.map(({ file, code }) => `${code} ${file}`)).toEqual([
      'ERR_CONFIG_FOLDER_NAME regions/EU',
    ]);
  });

  it('rejects without regions/', async () => {
    rmSync(join(repo.root, 'regions'), { recursive: true });

    await expect(readConfigRepo(repo.root)).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_CONFIG_REPO_MISSING' }),
    );
  });

  it.each([
    ['not UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'the file is not UTF-8; save it as UTF-8 text'],
    ['cut inside a character', Buffer.from([0x61, 0xc3]), 'the file is not UTF-8; save it as UTF-8 text'],
    [
      'UTF-16',
      Buffer.from('\ufeffa: 1\n', 'utf16le'),
      'the file holds NUL bytes: it is binary, or UTF-16; save it as UTF-8 text',
    ],
    [
      'binary',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]),
      'the file holds NUL bytes: it is binary, or UTF-16; save it as UTF-8 text',
    ],
  ])('reports a file that is %s and reads the others', async (_, bytes, message) => {
    repo.write(path, bytes);

    const texts = await readConfigRepo(repo.root);

    expect(texts.files.map((file) => file.path)).toEqual(['regions/fleet/organization.yaml']);
    expect(texts.problems).toEqual([
      { file: path, line: 0, column: 0, path: '', code: 'ERR_CONFIG_FILE_ENCODING', message },
    ]);
  });

  it('keeps a byte order mark, which the parser refuses at its place', async () => {
    repo.write(path, '\ufeffa: 1');

    const texts = await readConfigRepo(repo.root, { only: ['eu-west-1'] });

    expect(texts.files.find((file) => file.path === path)?.text).toBe('\ufeffa: 1');
  });

  // Root reads everything; the suite is run as root in some containers.
  it.skipIf(process.getuid?.() === 0)('reports a file that must not be read', async () => {
    repo.write(path, 'a');
    chmodSync(join(repo.root, path), 0);

    expect(problemsOf(await readConfigRepo(repo.root))).toEqual([
      `ERR_CONFIG_FILE_UNREADABLE ${path}: the file cannot be read (EACCES); mend its permissions or its type`,
    ]);
  });
});

describe('a file that is replaced after the look at it', () => {
  it('is not followed when it has become a link', () => {
    repo.write('secret', 'hunter2');
    repo.mkdir('regions/eu-west-1');
    symlinkSync(join(repo.root, 'secret'), join(repo.root, path));

    expect(readText(repo.root, path, createReadBuffer())).toMatchObject({
      code: 'ERR_CONFIG_FILE_UNREADABLE',
      message: 'the file cannot be read (ELOOP); mend its permissions or its type',
    });
  });

  it('is refused when it has become a folder', () => {
    repo.mkdir(path);

    expect(readText(repo.root, path, createReadBuffer())).toMatchObject({
      code: 'ERR_CONFIG_FILE_TYPE',
      message: 'the file is no plain file; put one in its place',
    });
  });

  it('is refused when it has grown beyond the limit', () => {
    repo.write(path, 'x'.repeat(128 * 1024 + 1));

    expect(readText(repo.root, path, createReadBuffer())).toMatchObject({
      code: 'ERR_CONFIG_FILE_SIZE',
      message: 'the file has more than 131072 bytes; it was not read further',
    });
  });
});
