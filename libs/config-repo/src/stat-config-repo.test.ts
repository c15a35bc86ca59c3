import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { renderProblem } from '@atoll/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRegionsFolder } from './list-regions-folder.ts';
import { statConfigRepo } from './stat-config-repo.ts';
import { createTempRepo, type TempRepo } from './testing/temp-repo.ts';

let repo: TempRepo;

beforeEach(() => {
  repo = createTempRepo();
});

afterEach(() => {
  repo.remove();
});

function problemsOf(root: string): readonly string[] {
  return statConfigRepo(root).problems.map((problem) => `${problem.code} ${renderProblem(problem)}`);
}

describe('statConfigRepo', () => {
  it('lists regions and their files with size, time and inode', () => {
    repo.write('regions/us-east-1/region.yaml', 'kind: Region\n');
    repo.write('regions/eu-west-1/region.yaml', 'kind: Region # ü\n');
    repo.write('regions/eu-west-1/observed.yaml', '');

    const { regions, files, problems } = statConfigRepo(repo.root);

    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['regions/eu-west-1/region.yaml', 18],
      ['regions/eu-west-1/observed.yaml', 0],
      ['regions/fleet/organization.yaml', 19],
      ['regions/us-east-1/region.yaml', 13],
    ]);
    const { mtimeMs, ino } = lstatSync(join(repo.root, 'regions/us-east-1/region.yaml'));
    expect(files.at(-1)).toEqual({ path: 'regions/us-east-1/region.yaml', size: 13, mtimeMs, ino });
    expect(problems).toEqual([]);
  });

  it('passes over what belongs to nobody or to somebody else', () => {
    repo.write('regions/README.md', '');
    repo.write('regions/.gitkeep', '');
    repo.write('regions/eu-west-1/region.yaml', '');
    for (const path of [
      'README.md',
      'access/a.yaml',
      'prewarm/b.yaml',
      'secrets/c.yaml',
      '.gitkeep',
      'notes.yaml',
    ]) {
      repo.write(`regions/eu-west-1/${path}`, '');
    }
    for (const path of ['region.yaml~', '#region.yaml#', '.region.yaml.swp', 'region.yaml.orig']) {
      repo.write(`regions/eu-west-1/${path}`, '');
    }

    expect(problemsOf(repo.root)).toEqual([]);
  });
});

describe('a folder', () => {
  it.each([
    [
      'without region.yaml',
      'eu-west-1',
      'ERR_CONFIG_MISSING_FILE regions/eu-west-1/region.yaml: the file is missing; add it, or remove the folder',
    ],
    [
      'in upper case',
      'EU-west-1',
      'ERR_CONFIG_FOLDER_NAME regions/EU-west-1: the folder has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
    ],
    [
      'that ends in a dash',
      'eu-west-',
      'ERR_CONFIG_FOLDER_NAME regions/eu-west-: the folder has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
    ],
    [
      'with a control character',
      'eu\u001b[31m',
      'ERR_CONFIG_FOLDER_NAME regions/eu\\u001b[31m: the folder has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; rename it',
    ],
    [
      'with a very long name',
      'x'.repeat(200),
      `ERR_CONFIG_FOLDER_NAME regions/${'x'.repeat(79)}…: the folder has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; rename it`,
    ],
  ])('%s is a problem', (_, folder, problem) => {
    repo.mkdir(`regions/${folder}`);

    expect(problemsOf(repo.root)).toEqual([problem]);
  });

  it('that differs from another only by case is a problem that names the other', () => {
    repo.write('regions/eu-west-1/region.yaml', '');
    repo.write('regions/Eu-West-1/region.yaml', '');

    expect(problemsOf(repo.root)).toEqual([
      'ERR_CONFIG_FOLDER_NAME regions/Eu-West-1: the folder has no name of a region: 3 to 26 lower-case letters, digits and dashes, a letter first, no dash last; it differs from eu-west-1 only by case',
    ]);
  });

  it('that is a link is a problem and is not followed', () => {
    repo.write('elsewhere/region.yaml', '');
    symlinkSync(join(repo.root, 'elsewhere'), join(repo.root, 'regions/eu-west-1'));

    const { regions } = statConfigRepo(repo.root);

    expect(regions).toEqual([]);
    expect(problemsOf(repo.root)).toEqual([
      'ERR_CONFIG_FILE_TYPE regions/eu-west-1: the file is no folder; a region is a folder with region.yaml, and links are not followed',
    ]);
  });

  it('is missed when it is the fleet', () => {
    rmSync(join(repo.root, 'regions/fleet'), { recursive: true });

    expect(problemsOf(repo.root)).toEqual([
      'ERR_CONFIG_MISSING_FILE regions/fleet/organization.yaml: the file is missing; add it, since it holds what all regions have in common',
    ]);
  });

  // Root reads everything; the suite is run as root in some containers.
  it.skipIf(process.getuid?.() === 0)('that must not be read is a problem', () => {
    repo.write('regions/eu-west-1/region.yaml', '');
    chmodSync(join(repo.root, 'regions/eu-west-1'), 0);

    const problems = problemsOf(repo.root);

    chmodSync(join(repo.root, 'regions/eu-west-1'), 0o700);
    expect(problems).toEqual([
      'ERR_CONFIG_FILE_UNREADABLE regions/eu-west-1: the folder cannot be read (EACCES); mend its permissions',
    ]);
  });
});

describe('a file beside the wanted one', () => {
  const remedy = (file: string) =>
    `the file is not read; rename it to ${file} if that is meant, or give it another name`;

  it.each([
    ['regoin.yaml', 'region.yaml'],
    ['region.yml', 'region.yaml'],
    ['Region.yaml', 'region.yaml'],
    ['regions.yaml', 'region.yaml'],
    ['observed.yml', 'observed.yaml'],
    ['obsreved.yaml', 'observed.yaml'],
    ['observe.yaml', 'observed.yaml'],
  ])('called %s is a problem, whether or not the wanted one is there', (name, file) => {
    repo.write('regions/eu-west-1/region.yaml', '');
    repo.write(`regions/eu-west-1/${name}`, '');

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_NAME regions/eu-west-1/${name}: ${remedy(file)}`,
    ]);
  });

  it('says alone that the wanted one is missing', () => {
    repo.write('regions/eu-west-1/region.yml', '');

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_NAME regions/eu-west-1/region.yml: ${remedy('region.yaml')}`,
    ]);
  });

  it('is found in the fleet, too', () => {
    repo.write('regions/fleet/organisation.yaml', '');

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_NAME regions/fleet/organisation.yaml: ${remedy('organization.yaml')}`,
    ]);
  });

  it('is a problem when it stands beside the folders', () => {
    repo.write('regions/eu-west-1.yaml', '');

    expect(problemsOf(repo.root)).toEqual([
      'ERR_CONFIG_FILE_PLACE regions/eu-west-1.yaml: the file stands beside the folders of the regions and is not read; move it to regions/<name>/region.yaml',
    ]);
  });
});

describe('what stands in place of a file', () => {
  const path = 'regions/eu-west-1/region.yaml';

  it('is a problem when it is a folder', () => {
    repo.mkdir(path);

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_TYPE ${path}: the file is a folder; put a plain file in its place`,
    ]);
  });

  it('is a problem when it is a link, even to a sound file', () => {
    repo.write('regions/eu-west-1/other', '');
    symlinkSync('other', join(repo.root, path));

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_TYPE ${path}: the file is a symbolic link, which may lead out of the repository; put a plain file in its place`,
    ]);
  });

  it('is a problem when it is a pipe', () => {
    repo.mkdir('regions/eu-west-1');
    execFileSync('mkfifo', [join(repo.root, path)]);

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_TYPE ${path}: the file is a pipe; put a plain file in its place`,
    ]);
  });

  it('is a problem when it is a socket', async () => {
    repo.mkdir('regions/eu-west-1');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(repo.root, path), resolve));

    const problems = problemsOf(repo.root);

    await new Promise((resolve) => server.close(resolve));
    expect(problems).toEqual([
      `ERR_CONFIG_FILE_TYPE ${path}: the file is a socket; put a plain file in its place`,
    ]);
  });

  it('is a problem when it is larger than a mebibyte, and is not opened', () => {
    repo.write(path, '');
    truncateSync(join(repo.root, path), 50 * 1024 * 1024);

    expect(problemsOf(repo.root)).toEqual([
      `ERR_CONFIG_FILE_SIZE ${path}: the file has 52428800 bytes, at most 131072 are read; it was not opened`,
    ]);
  });
});

describe('a folder that is no config repository', () => {
  it('is refused without regions/', () => {
    rmSync(join(repo.root, 'regions'), { recursive: true });

    expect(() => statConfigRepo(repo.root)).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_REPO_MISSING',
        message: `${repo.root}/regions cannot be read (ENOENT): run the command in a config repository, which has a folder regions/.`,
      }),
    );
  });

  it('is refused when regions is a file', () => {
    rmSync(join(repo.root, 'regions'), { recursive: true });
    repo.write('regions', '');

    expect(() => statConfigRepo(repo.root)).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_REPO_MISSING',
        message: `${repo.root}/regions cannot be read (ENOTDIR): run the command in a config repository, which has a folder regions/.`,
      }),
    );
  });

  it('is refused when regions is a link', () => {
    repo.write('elsewhere/eu-west-1/region.yaml', '');
    rmSync(join(repo.root, 'regions'), { recursive: true });
    symlinkSync('elsewhere', join(repo.root, 'regions'));

    expect(() => statConfigRepo(repo.root)).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_REPO_MISSING',
        message: `${repo.root}/regions is a symbolic link, which may lead out of the repository: put a folder in its place.`,
      }),
    );
  });

  it('is refused when it holds too many entries', () => {
    repo.mkdir('regions/eu-west-1');

    expect(listRegionsFolder(repo.root, 2)).toHaveLength(2);
    expect(() => listRegionsFolder(repo.root, 1)).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_REPO_SIZE',
        message: `${repo.root}/regions holds 2 entries, at most 1 are read: is this a config repository?`,
      }),
    );
  });
});
