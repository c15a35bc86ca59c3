import { refuseNameClashes } from './described-kind.ts';
import { type GeneratedFiles, renderSource, renderTypeScript } from './generate-crd-set.ts';
import { toJsonText } from './generated-text.ts';
import { readKubernetesKinds, toComponentName } from './kubernetes-documents.ts';
import { toObjectSchema } from './object-schema.ts';
import { renderValidators } from './render-validators.ts';
import type { SchemaSetEntry } from './schema-set-entry.ts';
import { startConversion, toJsonSchema } from './to-json-schema.ts';

/**
 * Generates the set of Kubernetes' own kinds: trimmed components, kinds, validators and their source.
 *
 * @param folder `api/openapi-spec/v3` of a Kubernetes release
 */
export async function generateKubernetesSet(entry: SchemaSetEntry, folder: string): Promise<GeneratedFiles> {
  const { kinds, components, sha256 } = await readKubernetesKinds(folder, [...entry.kinds].sort());
  const sorted = [...kinds].sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseNameClashes(entry, sorted);
  const conversion = startConversion('kubernetes', toComponentName);
  const converted = Object.entries(components).map(
    ([name, component]) => [name, toJsonSchema(component, conversion)] as const,
  );
  const validated = sorted.map((kind) => ({ kind, schema: toObjectSchema(kind, conversion) }));
  return new Map([
    ...renderTypeScript(entry, sorted),
    [`${entry.into}/components.json`, toJsonText(components)],
    [`${entry.into}/validators.js`, await renderValidators(validated, new Map(converted))],
    [`${entry.into}/source.json`, renderSource(entry, conversion, sha256)],
  ]);
}
