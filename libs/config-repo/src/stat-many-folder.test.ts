import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { renderProblem } from '@atoll/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigRepo } from './read-config-repo.ts';
import { statConfigRepo } from './stat-config-repo.ts';
import { createTempRepo, type TempRepo } from './testing/temp-repo.ts';

const access = 'regions/eu-west-1/access';

let repo: TempRepo;

beforeEach(() => {
  repo = createTempRepo();
  repo.write('regions/eu-west-1/region.yaml', 'kind: Region\n');
});

afterEach(() => {
  repo.remove();
});

function problemsOf(): readonly string[] {
  return statConfigRepo(repo.root).problems.map((problem) => `${problem.code} ${renderProblem(problem)}`);
}

describe('a folder of many files', () => {
  it('has its files listed behind those of its region, by name, and read', async () => {
    repo.write(`${access}/inc-9.yaml`, 'b');
    repo.write(`${access}/inc-10.yaml`, 'a');
    repo.write('regions/fleet/freezes/winter.yaml', 'c');

    const listed = statConfigRepo(repo.root);
    const read = await readConfigRepo(repo.root, { only: ['eu-west-1'] });

    expect(listed.problems).toEqual([]);
    expect(listed.files.map(({ path, size }) => `${path} ${size}`)).toEqual([
      'regions/eu-west-1/region.yaml 13',
      `${access}/inc-10.yaml 1`,
      `${access}/inc-9.yaml 1`,
      'regions/fleet/organization.yaml 19',
      'regions/fleet/freezes/winter.yaml 1',
    ]);
    expect(read.files.map(({ path, text }) => `${path} ${text}`).slice(1)).toEqual([
      `${access}/inc-10.yaml a`,
      `${access}/inc-9.yaml b`,
      'regions/fleet/organization.yaml kind: Organization\n',
      'regions/fleet/freezes/winter.yaml c',
    ]);
  });

  it('may be empty, and hold notes and what editors leave behind', () => {
    repo.mkdir('regions/fleet/freezes');
    for (const name of ['README.md', '.gitkeep', '.inc-1.yaml.swp', '.inc-1.yaml', '#inc-1.yaml', 'a.yaml~'])
      repo.write(`${access}/${name}`, '');

    expect(problemsOf()).toEqual([]);
  });

  it.each(['inc-1.yml', 'INC-1.yaml', 'inc 1.yaml', 'inc_1.YAML', `${'x'.repeat(65)}.yaml`])(
    'says that %s is not read',
    (name) => {
      repo.write(`${access}/${name}`, '');

      expect(problemsOf()).toEqual([
        `ERR_CONFIG_FILE_NAME ${access}/${name}: the file is not read; rename it to <name>.yaml, with a name of lower-case letters, digits and dashes`,
      ]);
    },
  );

  it('says that a folder in it is not read', () => {
    repo.write(`${access}/2026/inc-1.yaml`, '');

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_PLACE ${access}/2026: the folder is not read: files stand directly in the folder above; move them up`,
    ]);
  });

  it('shows the control characters of a name as text', () => {
    repo.write(`${access}/\u001b[31m.yaml`, '');

    expect(problemsOf()[0]).toContain(`${access}/\\u001b[31m.yaml: the file is not read`);
  });

  it('has links, pipes and large files as problems, and does not open them', () => {
    repo.write('secret', 'hunter2');
    repo.mkdir(access);
    symlinkSync(join(repo.root, 'secret'), join(repo.root, access, 'link.yaml'));
    execFileSync('mkfifo', [join(repo.root, access, 'pipe.yaml')]);
    repo.write(`${access}/large.yaml`, '');
    truncateSync(join(repo.root, access, 'large.yaml'), 50 * 1024 * 1024);

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_SIZE ${access}/large.yaml: the file has 52428800 bytes, at most 131072 are read; it was not opened`,
      `ERR_CONFIG_FILE_TYPE ${access}/link.yaml: the file is a symbolic link, which may lead out of the repository; put a plain file in its place`,
      `ERR_CONFIG_FILE_TYPE ${access}/pipe.yaml: the file is a pipe; put a plain file in its place`,
    ]);
  });

  it('is a problem when it is a link to a folder, and is not followed', () => {
    repo.write('elsewhere/inc-1.yaml', '');
    symlinkSync(join(repo.root, 'elsewhere'), join(repo.root, access));

    expect(statConfigRepo(repo.root).files.map(({ path }) => path)).not.toContain(`${access}/inc-1.yaml`);
    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_TYPE ${access}: the file is no folder, and links are not followed; put a folder of <name>.yaml files in its place`,
    ]);
  });

  it('is a problem when it is a file', () => {
    repo.write(access, '');

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_TYPE ${access}: the file is no folder, and links are not followed; put a folder of <name>.yaml files in its place`,
    ]);
  });

  it.each([
    ['regions/eu-west-1/acess', 'access', 'regions/eu-west-1/acess'],
    ['regions/eu-west-1/Access', 'access', 'regions/eu-west-1/Access'],
    ['regions/fleet/freeze', 'freezes', 'regions/fleet/freeze'],
  ])('called %s is a problem that names %s', (folder, wanted, file) => {
    repo.mkdir(folder);

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_NAME ${file}: the file is not read; rename it to ${wanted} if that is meant, or give it another name`,
    ]);
  });

  it.each([
    ['regions/fleet/access', 'regions/<region>/access'],
    ['regions/eu-west-1/freezes', 'regions/fleet/freezes'],
  ])('at %s is a problem that names its place', (folder, place) => {
    repo.mkdir(folder);

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_PLACE ${folder}: the folder is not read here; its place is ${place}`,
    ]);
  });

  it('is a problem when it holds more files than anybody needs', () => {
    for (let index = 0; index <= 2000; index += 1) repo.write(`${access}/g-${index}.yaml`, '');

    expect(problemsOf()).toEqual([
      `ERR_CONFIG_FILE_SIZE ${access}: the folder holds 2001 entries, at most 2000 are read; remove the oldest, Git keeps them`,
    ]);
    rmSync(join(repo.root, access), { recursive: true });
  });
});
