import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRegion, type RegionFiles } from '../load-region.ts';
import { createTestRepo, type TestRepo } from '../observe/testing/config-repo.ts';
import { listValuesInForce } from './values-in-force.ts';

let repo: TestRepo;
beforeEach(async () => {
  repo = await createTestRepo('one-west');
});
afterEach(() => repo.remove());

async function loadFiles(): Promise<RegionFiles['files']> {
  const loaded = await loadRegion(repo.root, 'one-west');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value.files;
}

describe('listValuesInForce', () => {
  it.each([
    [
      'the line that says a value',
      'spec.persistence.size',
      { value: 'small', origin: 'file', file: 'regions/one-west/region.yaml', line: 15 },
    ],
    ['a default', 'spec.compute.nodes.sizes', { value: ['8x32', '16x64'], origin: 'default' }],
    [
      "a value of the cloud's own block",
      'spec.aws.account',
      { value: '111122223333', origin: 'file', file: 'regions/one-west/region.yaml', line: 20 },
    ],
  ])('gives %s', async (_what, path, found) => {
    const values = listValuesInForce({ kind: 'Region', path }, await loadFiles());

    expect(values).toStrictEqual([{ path, ...found }]);
  });

  it('gives what stands below a section, from the file or by default', async () => {
    const values = listValuesInForce({ kind: 'Region', path: 'spec.network' }, await loadFiles());

    expect(values.map(({ path, origin }) => `${path} ${origin}`)).toStrictEqual([
      'spec.network.cidr file',
      'spec.network.exposure default',
      'spec.network.egress default',
    ]);
  });

  it('gives nothing for an absent field without a default', async () => {
    expect(
      listValuesInForce({ kind: 'Region', path: 'spec.compute.nodes.max' }, await loadFiles()),
    ).toStrictEqual([]);
  });

  it("gives the organization's values from its own file", async () => {
    const values = listValuesInForce(
      { kind: 'Organization', path: 'spec.aws.controlPlaneRoleArn' },
      await loadFiles(),
    );

    expect(values).toMatchObject([{ file: 'regions/fleet/organization.yaml', line: 9 }]);
  });

  it('gives what was observed, and nothing before', async () => {
    const field = { kind: 'Observed', path: 'spec.aws' } as const;
    const before = listValuesInForce(field, await loadFiles());
    await repo.writeObserved(
      'apiVersion: config.atoll.dev/v1alpha1\nkind: Observed\nmetadata: { name: one-west }\nspec: { aws: { vpcId: vpc-0f1e2d3c } }\n',
    );

    const values = listValuesInForce(field, await loadFiles());

    expect(before).toStrictEqual([]);
    expect(values).toStrictEqual([
      {
        path: 'spec.aws.vpcId',
        value: 'vpc-0f1e2d3c',
        origin: 'file',
        file: 'regions/one-west/observed.yaml',
        line: 4,
      },
    ]);
  });
});
