import { describe, expect, it } from 'vitest';

import { loadGeneratedSchemas, readExampleManifests } from './testing/example-manifests.ts';
import { findExamplesFolder } from './testing/releases-folder.ts';

/** Objects of our kinds in the examples for Crossplane, AWS and Flux; fewer means that a kind got lost. */
const EXPECTED_OBJECTS = 50;

const schemas = await loadGeneratedSchemas();
const folder = findExamplesFolder();
const manifests = folder === undefined ? [] : readExampleManifests(folder, schemas);

describe.skipIf(folder === undefined)('example manifests', () => {
  it('hold objects of the generated kinds', () => {
    expect(manifests.length).toBeGreaterThanOrEqual(EXPECTED_OBJECTS);
  });

  it.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
    'pass: %s %s',
    (_kind, _name, manifest) => {
      expect(schemas.validate(manifest)).toEqual([]);
    },
  );
});
