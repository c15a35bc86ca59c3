import { configKinds, renderReference, renderSchemaFile, slugOfKind } from '@atoll/region-config';
import { clouds } from '@atoll/synth';
import { renderJsonOutputSchema } from './json-output-schema.ts';

/** A file that is made from the schemas. */
export interface GeneratedPage {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Gives every generated page: for each kind of configuration its editor schema and its reference, and what commands print. */
export function listGeneratedPages(): readonly GeneratedPage[] {
  const schemas = clouds.map((cloud) => cloud.schemas);
  return [
    ...configKinds.flatMap((kind) => [
      { path: `docs/schemas/${slugOfKind[kind]}.schema.json`, text: renderSchemaFile(kind, schemas) },
      { path: `docs/reference/${slugOfKind[kind]}.md`, text: renderReference(kind, schemas) },
    ]),
    { path: 'docs/schemas/cli-output.schema.json', text: renderJsonOutputSchema() },
  ];
}
