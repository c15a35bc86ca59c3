import { type ConfigKind, configKinds, renderReference, renderSchemaFile } from '@atoll/region-config';
import { clouds } from '@atoll/synth';

/** A file that is made from the schemas. */
export interface GeneratedPage {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Gives every generated page: for each kind of configuration its editor schema and its reference. */
export function listGeneratedPages(): readonly GeneratedPage[] {
  const schemas = clouds.map((cloud) => cloud.schemas);
  return configKinds.flatMap((kind) => [
    { path: `docs/schemas/${slug(kind)}.schema.json`, text: renderSchemaFile(kind, schemas) },
    { path: `docs/reference/${slug(kind)}.md`, text: renderReference(kind, schemas) },
  ]);
}

function slug(kind: ConfigKind): string {
  return kind.toLowerCase();
}
