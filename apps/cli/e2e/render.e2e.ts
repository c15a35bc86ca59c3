import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

describe('atoll render', () => {
  it('writes both halves of a region into the named folder, relative to where it runs', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['render', 'aws-us-west-2', '--out', 'review'], {
      cwd: 'regions/fleet',
    });

    const folder = repo.path('regions/fleet/review/aws-us-west-2');
    const objects = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    expect(stdout).toBe(`aws-us-west-2: ${objects.length} objects in ${folder}\n`);
    expect(readdirSync(folder).sort()).toStrictEqual(['control-plane', 'regions']);
    expect(repo.has('deploy')).toBe(false);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('removes what an earlier rendering left', async () => {
    using repo = createTemporaryRepo();
    const half = 'dist/rendered/aws-us-west-2/control-plane/aws-us-west-2';
    repo.write(`${half}/atoll.json`, '{}');
    repo.write(`${half}/network/stale.yaml`, 'kind: Stale\n');

    const { code } = await repo.run(['render', 'aws-us-west-2'], { cwd: 'regions' });

    expect(repo.has(`${half}/network/stale.yaml`)).toBe(false);
    expect(JSON.parse(readFileSync(repo.path(`${half}/atoll.json`), 'utf8'))).toHaveProperty('files');
    expect(code).toBe(0);
  });

  it('deletes nothing that is no earlier rendering, such as the configuration itself', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout } = await repo.run(['render', 'aws-us-west-2', '--out', 'regions']);

    const folder = repo.path('regions/aws-us-west-2');
    expect(stdout).toBe(
      `${folder}: the folder holds region.yaml, which is no earlier rendering; choose another --out, or empty it\n`,
    );
    expect(readdirSync(folder)).toStrictEqual(['region.yaml']);
    expect(code).toBe(1);
  });

  it('gives a line of JSON a region, as the Nx executor reads it, also for one that does not exist', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout } = await repo.run(['render', 'aws-us-west-2', 'no-such-region', '--jsonl']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

    expect(lines).toStrictEqual([
      {
        region: 'aws-us-west-2',
        ok: true,
        objects: expect.any(Number),
        text: expect.stringMatching(/^aws-us-west-2: \d+ objects in /),
      },
      {
        region: 'no-such-region',
        ok: false,
        objects: 0,
        text: 'regions/no-such-region/region.yaml: the file was asked for and is missing; see the folders of regions/',
      },
    ]);
    expect(code).toBe(1);
  });

  it('gives one JSON document for all regions', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout } = await repo.run(['render', 'aws-us-west-2', '../../x', '-o', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      regions: [
        { region: 'aws-us-west-2', ok: true, folder: repo.path('dist/rendered/aws-us-west-2'), problems: [] },
        { region: '../../x', ok: false, objects: 0, problems: [{ code: 'ERR_CONFIG_MISSING_FILE' }] },
      ],
    });
    expect(code).toBe(1);
  });
});
