import type { CrdVersion, CustomResourceDefinition, OpenApiSchema } from './openapi-schema.ts';
import type { SchemaSetEntry } from './schema-set-entry.ts';
import { SchemasError } from './schemas-error.ts';

/** A kind with everything that the renderers need. */
export interface DescribedKind {
  /** Name of the generated constant, such as `EksCluster`. */
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Schema of the whole object. */
  readonly schema: OpenApiSchema;
}

/**
 * Describes a CRD in the version that is rendered: the stored one, or the last served one when the stored
 * version is not served.
 *
 * @throws SchemasError `ERR_SCHEMAS_NO_VERSION` when no version is served
 */
export function describeCrd(entry: SchemaSetEntry, crd: CustomResourceDefinition): DescribedKind {
  const { group, names, scope, versions } = crd.spec;
  const version = chooseVersion(crd.metadata.name, versions);
  return {
    name: `${toPrefix(entry, group)}${names.kind}`,
    group,
    version: version.name,
    apiVersion: `${group}/${version.name}`,
    kind: names.kind,
    plural: names.plural,
    namespaced: scope === 'Namespaced',
    schema: version.schema.openAPIV3Schema,
  };
}

/**
 * Refuses two kinds of one set that would get the same constant.
 *
 * @throws SchemasError `ERR_SCHEMAS_NAME_CLASH`
 */
export function refuseNameClashes(entry: SchemaSetEntry, kinds: readonly DescribedKind[]): void {
  const seen = new Map<string, DescribedKind>();
  for (const kind of kinds) {
    const other = seen.get(kind.name);
    if (other !== undefined) {
      throw new SchemasError(
        'ERR_SCHEMAS_NAME_CLASH',
        `kinds.json, set ${entry.set}: ${other.apiVersion} and ${kind.apiVersion} both give ${kind.name}; add "prefixes"`,
      );
    }
    seen.set(kind.name, kind);
  }
}

function toPrefix(entry: SchemaSetEntry, group: string): string {
  if (entry.prefixes === undefined) {
    return '';
  }
  const prefix = entry.prefixes[group];
  if (prefix === undefined) {
    throw new SchemasError(
      'ERR_SCHEMAS_NAME_CLASH',
      `kinds.json, set ${entry.set}: no prefix for group ${group}`,
    );
  }
  return prefix;
}

function chooseVersion(name: string, versions: readonly CrdVersion[]): CrdVersion {
  const served = versions.filter((version) => version.served);
  const chosen = served.find((version) => version.storage) ?? served.at(-1);
  if (chosen === undefined) {
    throw new SchemasError('ERR_SCHEMAS_NO_VERSION', `${name}: no version is served`);
  }
  return chosen;
}
