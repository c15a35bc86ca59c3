import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRegion } from './load-region.ts';
import { createTestRepo, type TestRepo } from './observe/testing/config-repo.ts';

let repo: TestRepo;
beforeEach(async () => {
  repo = await createTestRepo('one-west');
});
afterEach(() => repo.remove());

describe('loadRegion', () => {
  it('gives the region with what was observed before', async () => {
    await repo.writeObserved(
      'apiVersion: config.atoll.dev/v1alpha1\nkind: Observed\nmetadata: { name: one-west }\nspec: { aws: { vpcId: vpc-0f1e2d3c } }\n',
    );

    const loaded = await loadRegion(repo.root, 'one-west');

    expect(loaded).toMatchObject({
      value: {
        cloud: { name: 'aws' },
        region: { namespace: 'region-one-west', cloudObserved: { vpcId: 'vpc-0f1e2d3c' } },
      },
    });
  });

  it.each([
    ['one-wets', 'There is no region "one-wets" in ROOT/regions; did you mean one-west?'],
    ['../elsewhere', 'There is no region "../elsewhere" in ROOT/regions; there is: one-west'],
    ['fleet', 'There is no region "fleet" in ROOT/regions; there is: one-west'],
  ])('knows no region %s', async (name, message) => {
    await expect(loadRegion(repo.root, name)).rejects.toMatchObject({
      code: 'ERR_REGION_UNKNOWN',
      message: message.replace('ROOT', repo.root),
    });
  });

  it('gives the problems of an observed.yaml that is not valid', async () => {
    await repo.writeObserved(
      'apiVersion: config.atoll.dev/v1alpha1\nkind: Observed\nmetadata:\n  name: one-west\nspec:\n  aws:\n    vpcId: wrong\n',
    );

    const loaded = await loadRegion(repo.root, 'one-west');

    expect(loaded).toMatchObject({
      problems: [{ file: 'regions/one-west/observed.yaml', line: 7, column: 12, path: 'spec.aws.vpcId' }],
    });
  });

  it('gives a problem for a folder without region.yaml', async () => {
    await mkdir(join(repo.root, 'regions', 'two-west'));

    const loaded = await loadRegion(repo.root, 'two-west');

    expect(loaded).toMatchObject({ problems: [{ file: 'regions/two-west/region.yaml', line: 0 }] });
  });
});
