import { describeCrd, type DescribedKind, refuseNameClashes } from './described-kind.ts';
import { toJsonText, toKebabCase } from './generated-text.ts';
import { toObjectSchema } from './object-schema.ts';
import type { ReleasedCrd } from './released-crds.ts';
import {
  hasTypes,
  renderCrdObjects,
  renderIndex,
  renderKinds,
  renderSchemaSet,
  toTypedObjectModule,
} from './render-kinds.ts';
import { renderTypes } from './render-types.ts';
import { renderValidators, renderValidatorTypes } from './render-validators.ts';
import type { SchemaSetEntry } from './schema-set-entry.ts';
import { stripCrd } from './strip-crd.ts';
import { type Conversion, startConversion } from './to-json-schema.ts';

/** Version of the generator, noted in every `source.json`; raise it when its output changes. */
const GENERATOR_VERSION = 1;

/** Generated files: path relative to the repository's root, to text. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Generates a set from CRDs: stripped CRDs, kinds, types, validators and their source. */
export async function generateCrdSet(
  entry: SchemaSetEntry,
  released: readonly ReleasedCrd[],
): Promise<GeneratedFiles> {
  const kinds = released.map(({ crd }) => describeCrd(entry, crd)).sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseNameClashes(entry, kinds);
  const conversion = startConversion('crd', (ref) => ref);
  const validated = kinds.map((kind) => ({ kind, schema: toObjectSchema(kind, conversion) }));
  const crds = released.map(
    ({ crd }) => [`${entry.into}/crds/${crd.metadata.name}.json`, toJsonText(stripCrd(crd))] as const,
  );
  return new Map([
    ...crds,
    ...renderTypeScript(entry, kinds),
    [`${entry.into}/validators.js`, await renderValidators(validated)],
    [`${entry.into}/source.json`, renderSource(entry, conversion, toSourceFiles(entry, released))],
  ]);
}

/** Renders the TypeScript files of a set. */
export function renderTypeScript(entry: SchemaSetEntry, kinds: readonly DescribedKind[]): GeneratedFiles {
  const files = new Map([
    [`${entry.into}/kinds.ts`, renderKinds(entry, kinds)],
    [`${entry.into}/index.ts`, renderIndex(entry, kinds)],
    [`${entry.into}/schema-set.ts`, renderSchemaSet(entry)],
    [`${entry.into}/validators.d.ts`, renderValidatorTypes(toTypedObjectModule(entry, 'create-schema-set'))],
  ]);
  if (entry.crdObjects === true) {
    files.set(
      `${entry.into}/crd-objects.ts`,
      renderCrdObjects(kinds.map((kind) => `${kind.plural}.${kind.group}.json`)),
    );
  }
  for (const kind of kinds.filter((candidate) => hasTypes(entry, candidate))) {
    files.set(`${entry.into}/types/${toKebabCase(kind.name)}.ts`, renderTypes(kind));
  }
  return files;
}

/** Renders `source.json`: where a set comes from and which rules only the API server checks. */
export function renderSource(
  entry: SchemaSetEntry,
  conversion: Conversion,
  sha256: Readonly<Record<string, string>>,
): string {
  return toJsonText({
    release: entry.release,
    licence: entry.licence,
    generator: `@atoll/schemas ${GENERATOR_VERSION}`,
    celRules: { translated: conversion.translated, untranslated: countRules(conversion) },
    droppedPatterns: [...new Set(conversion.droppedPatterns)].sort(),
    sha256,
  });
}

function countRules(conversion: Conversion): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { rule } of [...conversion.untranslated].sort((a, b) => (a.rule < b.rule ? -1 : 1))) {
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

function toSourceFiles(
  entry: SchemaSetEntry,
  released: readonly ReleasedCrd[],
): Readonly<Record<string, string>> {
  const { folder } = entry;
  const digests = released.map(
    ({ file, sha256 }) => [folder === undefined ? file : `${folder}/${file}`, sha256] as const,
  );
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)));
}
