import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { joinSchemaSets } from '@atoll/typed-object';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

import { providerAwsSchemas } from '../../../libs/cloud-aws/src/schemas/index.ts';
import { crossplaneSchemas } from '../../../libs/crossplane/src/schemas/index.ts';
import { fluxSchemas } from '../../../libs/flux/src/schemas/index.ts';
import { karpenterSchemas } from '../../../libs/platform/src/schemas/index.ts';
import { findExamplesFolder } from './testing/releases-folder.ts';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** Objects of our kinds in the examples for Crossplane, AWS and Flux; fewer means that a kind got lost. */
const EXPECTED_OBJECTS = 55;

const folder = findExamplesFolder();
const schemas = joinSchemaSets([crossplaneSchemas, fluxSchemas, karpenterSchemas, providerAwsSchemas]);
const manifests = folder === undefined ? [] : readManifests(folder);

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

function readManifests(examples: string): readonly Manifest[] {
  const files = readdirSync(examples).filter((file) => file.endsWith('.yaml'));
  const documents = files.flatMap((file) => parseAllDocuments(readFileSync(join(examples, file), 'utf8')));
  const objects = documents.map((document) => document.toJS() as Manifest | null);
  return objects
    .filter((object) => object !== null)
    .filter(({ apiVersion, kind }) => schemas.has(apiVersion, kind));
}
