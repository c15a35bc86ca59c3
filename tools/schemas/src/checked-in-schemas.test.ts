import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { generateCrdSet } from './generate-crd-set.ts';
import { generateSchemas } from './generate-schemas.ts';
import { listOwnCrds } from './own-crds.ts';
import { listDifferingFiles } from './schema-files.ts';
import { readSchemaSetEntries } from './schema-set-entry.ts';
import { findReleasesFolder, REPOSITORY_ROOT } from './testing/releases-folder.ts';

const from = findReleasesFolder();
const kubernetes = process.env['ATOLL_KUBERNETES_OPENAPI'];

describe('schemas in the libraries', () => {
  it("are, of Atoll's own kinds, exactly what the agent's model says", async () => {
    const entries = await readSchemaSetEntries(join(REPOSITORY_ROOT, 'tools/schemas/kinds.json'));
    const own = entries.filter((entry) => entry.own === true);

    const sets = await Promise.all(
      own.map(async (entry) => ({ entry, files: await generateCrdSet(entry, listOwnCrds(entry.kinds)) })),
    );

    expect(own.map(({ set }) => set)).toEqual(['atoll']);
    expect(await listDifferingFiles(REPOSITORY_ROOT, sets)).toEqual([]);
  });

  it.skipIf(from === undefined)('are exactly what the generator makes from the releases', async () => {
    const sources = {
      root: REPOSITORY_ROOT,
      from: from ?? '',
      ...(kubernetes === undefined ? {} : { kubernetes }),
    };

    const { sets, skipped } = await generateSchemas(sources);

    expect(skipped).toEqual(kubernetes === undefined ? ['kubernetes'] : []);
    expect(await listDifferingFiles(REPOSITORY_ROOT, sets)).toEqual([]);
  });
});
