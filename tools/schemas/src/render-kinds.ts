import type { DescribedKind } from './described-kind.ts';
import { BANNER, toKebabCase, toLiteral } from './generated-text.ts';
import { toSpecName } from './render-types.ts';
import type { SchemaSetEntry } from './schema-set-entry.ts';

/** Renders `kinds.ts`: a typed constant for each kind and the list of all. */
export function renderKinds(entry: SchemaSetEntry, kinds: readonly DescribedKind[]): string {
  const imports = kinds
    .filter((kind) => hasTypes(entry, kind))
    .map((kind) => `import type { ${toSpecName(kind)} } from './types/${toKebabCase(kind.name)}.ts';\n`);
  const constants = kinds.map((kind) => renderKind(kind, toTypeArgument(entry, kind)));
  const list = kinds.map((kind) => `  ${kind.name},\n`).join('');
  return [
    `${BANNER}\n\n`,
    `import type { KindDefinition } from ${toLiteral(toTypedObjectModule(entry, 'kind-definition'))};\n\n`,
    ...imports,
    imports.length > 0 ? '\n' : '',
    ...constants,
    `/** Every kind of this set. */\n`,
    `export const kinds = [\n${list}] as const satisfies readonly KindDefinition<unknown>[];\n`,
  ].join('');
}

/** Renders `schema-set.ts`: the checker of the set's objects. */
export function renderSchemaSet(entry: SchemaSetEntry): string {
  return [
    `${BANNER}\n\n`,
    `import { createSchemaSet } from ${toLiteral(toTypedObjectModule(entry, 'create-schema-set'))};\n`,
    `import type { SchemaSet } from ${toLiteral(toTypedObjectModule(entry, 'schema-set'))};\n\n`,
    `import { kinds } from './kinds.ts';\nimport { validators } from './validators.js';\n\n`,
    `/** Checks objects of ${entry.release}. */\n`,
    `export const ${toSetConstant(entry)}: SchemaSet = createSchemaSet(${toLiteral(entry.set)}, kinds, validators);\n`,
  ].join('');
}

/** Renders `crd-objects.ts`: the CRDs themselves, for sets whose CRDs are rendered. */
export function renderCrdObjects(crdFiles: readonly string[]): string {
  const imports = crdFiles.map(
    (file, index) => `import crd${index} from './crds/${file}' with { type: 'json' };\n`,
  );
  const list = crdFiles.map((_file, index) => `crd${index}`).join(', ');
  return [
    `${BANNER}\n\n`,
    ...imports,
    `\n/** The CustomResourceDefinitions of this set, free of descriptions. */\n`,
    `export const crdObjects: readonly Readonly<Record<string, unknown>>[] = [${list}];\n`,
  ].join('');
}

/** Renders `index.ts`, which re-exports everything by name. */
export function renderIndex(entry: SchemaSetEntry, kinds: readonly DescribedKind[]): string {
  const names = kinds.map((kind) => `  ${kind.name},\n`).join('');
  const types = kinds
    .filter((kind) => hasTypes(entry, kind))
    .map((kind) => `export type { ${toSpecName(kind)} } from './types/${toKebabCase(kind.name)}.ts';\n`);
  return [
    `${BANNER}\n\n`,
    entry.crdObjects === true ? `export { crdObjects } from './crd-objects.ts';\n` : '',
    `export {\n${names}  kinds as ${toCamelCase(entry.set)}Kinds,\n} from './kinds.ts';\n`,
    `export { ${toSetConstant(entry)} } from './schema-set.ts';\n`,
    ...types,
  ].join('');
}

/** Says whether the set carries an interface for the kind's `spec`. */
export function hasTypes(entry: SchemaSetEntry, kind: DescribedKind): boolean {
  return entry.openapi !== true && toSpecName(kind) !== undefined;
}

function renderKind(kind: DescribedKind, specType: string): string {
  const fields = [
    `group: ${toLiteral(kind.group)}`,
    `version: ${toLiteral(kind.version)}`,
    `apiVersion: ${toLiteral(kind.apiVersion)}`,
    `kind: ${toLiteral(kind.kind)}`,
    `plural: ${toLiteral(kind.plural)}`,
    `namespaced: ${kind.namespaced}`,
  ];
  const body = fields.map((field) => `  ${field},\n`).join('');
  return `export const ${kind.name}: KindDefinition<${specType}> = {\n${body}};\n\n`;
}

/** Kinds without `spec` (a usage record, say) are not rendered as typed objects. */
function toTypeArgument(entry: SchemaSetEntry, kind: DescribedKind): string {
  return entry.openapi === true ? 'unknown' : (toSpecName(kind) ?? 'never');
}

function toSetConstant(entry: SchemaSetEntry): string {
  return `${toCamelCase(entry.set)}Schemas`;
}

/** Gives the module that a set of `libs/typed-object` itself must import relatively. */
export function toTypedObjectModule(entry: SchemaSetEntry, file: string): string {
  return entry.into.startsWith('libs/typed-object/') ? `../${file}.ts` : '@atoll/typed-object';
}

function toCamelCase(text: string): string {
  return text.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
