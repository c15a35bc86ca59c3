import { readFile } from 'node:fs/promises';

import { SchemasError } from './schemas-error.ts';

/** One entry of `kinds.json`: which kinds of one release go into which library. */
export interface SchemaSetEntry {
  /** Name of the set, unique in the file. */
  readonly set: string;
  /** Folder below `--from` that holds the released CRDs; absent for a set made from OpenAPI documents. */
  readonly folder?: string;
  /** Folder that is written, relative to the repository's root. */
  readonly into: string;
  /** Upstream repository and tag. */
  readonly release: string;
  /** SPDX identifier of the release's licence. */
  readonly licence: string;
  /** `<plural>.<group>` for CRDs, `<apiVersion>/<Kind>` for OpenAPI documents. */
  readonly kinds: readonly string[];
  /** Prefix of every constant's name, by API group; without it the constant is called like the Kind. */
  readonly prefixes?: Readonly<Record<string, string>>;
  /** True: also write `crd-objects.ts`, for CRDs that are rendered. */
  readonly crdObjects?: boolean;
  /** True: the source is Kubernetes' own OpenAPI v3 documents (`--kubernetes`). */
  readonly openapi?: boolean;
  /** True: the CRDs are Atoll's own, `clusterCrds` of `@atoll/agent-model`; no release is needed. */
  readonly own?: boolean;
}

/**
 * Reads the list of schema sets.
 *
 * @throws SchemasError `ERR_SCHEMAS_LIST_INVALID` for a set or a kind that is named twice
 */
export async function readSchemaSetEntries(file: string): Promise<readonly SchemaSetEntry[]> {
  const entries = JSON.parse(await readFile(file, 'utf8')) as readonly SchemaSetEntry[];
  refuseDuplicates(
    file,
    entries.map((entry) => entry.set),
  );
  for (const entry of entries) {
    refuseDuplicates(`${file}, set ${entry.set}`, entry.kinds);
  }
  return entries;
}

function refuseDuplicates(where: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new SchemasError(
      'ERR_SCHEMAS_LIST_INVALID',
      `${where}: ${twice} is named twice; remove one of them`,
    );
  }
}
