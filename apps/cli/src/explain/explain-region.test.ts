import { type FieldExplanation, explainField } from '@atoll/region-config';
import { clouds } from '@atoll/synth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRegion, type RegionFiles } from '../load-region.ts';
import { createTestRepo, type TestRepo } from '../observe/testing/config-repo.ts';
import { explainRegion } from './explain-region.ts';

let repo: TestRepo;
beforeEach(async () => {
  repo = await createTestRepo('one-west');
});
afterEach(() => repo.remove());

async function load(): Promise<RegionFiles> {
  const loaded = await loadRegion(repo.root, 'one-west');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

function explain(path: string): FieldExplanation {
  return explainField(
    clouds.map(({ schemas }) => schemas),
    path,
  );
}

describe('explainRegion', () => {
  it.each(['region', 'spec'])('says for %s what the owner has to do and what is waited for', async (path) => {
    const { cloud, region, ...rest } = await load();

    const { ownerTasks, waits } = explainRegion(explain(path), { cloud, region, ...rest });

    expect(ownerTasks).toStrictEqual(cloud.listOwnerTasks(region));
    expect(waits).toStrictEqual(cloud.listWaits(region));
    expect(ownerTasks).not.toStrictEqual([]);
    expect(waits).not.toStrictEqual([]);
  });

  it.each(['spec.network', 'organization.spec', 'observed'])('keeps to the field for %s', async (path) => {
    const here = explainRegion(explain(path), await load());

    expect(Object.keys(here)).toStrictEqual(['region', 'values', 'computed']);
  });

  it('gives the value in force and what is computed from it', async () => {
    const here = explainRegion(explain('spec.dns.domain'), await load());

    expect(here).toStrictEqual({
      region: 'one-west',
      values: [
        {
          path: 'spec.dns.domain',
          value: 'apps.example.com',
          origin: 'file',
          file: 'regions/one-west/region.yaml',
          line: 11,
        },
      ],
      computed: [{ what: 'zone', text: 'one-west.apps.example.com', value: 'one-west.apps.example.com' }],
    });
  });
});
