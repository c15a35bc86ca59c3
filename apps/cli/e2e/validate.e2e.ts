import { describe, expect, it } from 'vitest';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';

describe('atoll validate', () => {
  it('says that the examples are valid and what comes next, and writes nothing', async () => {
    using repo = createTemporaryRepo();

    const run = await repo.run(['validate']);

    expect(run).toStrictEqual({
      code: 0,
      stdout: '3 regions, 3 valid. Next: npx nx run synth\n',
      stderr: '',
    });
    expect(repo.has('deploy')).toBe(false);
  });

  it('prints every problem of every file as file:line:column, sorted, and ends with 1', async () => {
    using repo = createTemporaryRepo();
    repo.edit(WEST, 'size: small', 'size: smal');
    repo.edit(WEST, '  cloud: aws\n', '  cloud: awz\n');
    repo.edit(EAST, 'exposure: internet', 'expsure: internet');

    const { code, stdout, stderr } = await repo.run(['validate']);
    const lines = stdout.trimEnd().split('\n');

    expect(lines.map((line) => line.split(': ', 1)[0])).toStrictEqual([
      `${EAST}:13:5 spec.network.expsure`,
      `${WEST}:8:10 spec.cloud`,
      `${WEST}:15:11 spec.persistence.size`,
      '3 regions, 1 valid. 3 problems. Next',
    ]);
    expect(lines[0]).toContain('exposure');
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('gives the problems as JSON, with place and code', async () => {
    using repo = createTemporaryRepo();
    repo.edit(WEST, 'size: small', 'size: smal');

    const { code, stdout } = await repo.run(['validate', '-o', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      configured: 3,
      valid: 2,
      problems: [
        { file: WEST, line: 15, column: 11, path: 'spec.persistence.size', code: 'ERR_CONFIG_VALUE' },
      ],
    });
    expect(code).toBe(1);
  });

  it('says where it has to run when there is no config repository', async () => {
    using repo = createTemporaryRepo();
    repo.remove('regions');

    const { code, stdout, stderr } = await repo.run(['validate']);

    expect(stderr).toBe(
      `${repo.path('regions')} cannot be read (ENOENT): run the command in a config repository, which has a folder regions/.\n(ERR_CONFIG_REPO_MISSING)\n`,
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
