import { describe, expect, it } from 'vitest';

import { generateSchemas } from './generate-schemas.ts';
import { listDifferingFiles } from './schema-files.ts';
import { findReleasesFolder, REPOSITORY_ROOT } from './testing/releases-folder.ts';

const from = findReleasesFolder();
const kubernetes = process.env['ATOLL_KUBERNETES_OPENAPI'];

describe('schemas in the libraries', () => {
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
