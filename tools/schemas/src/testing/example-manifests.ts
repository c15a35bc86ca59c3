import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { joinSchemaSets, type SchemaSet } from '@atoll/typed-object';
import { parseAllDocuments } from 'yaml';

import { readSchemaSetEntries, type SchemaSetEntry } from '../schema-set-entry.ts';
import { REPOSITORY_ROOT } from './releases-folder.ts';

/** An object of the examples. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Loads the generated sets of all libraries, joined into one. */
export async function loadGeneratedSchemas(): Promise<SchemaSet> {
  const entries = await readSchemaSetEntries(join(REPOSITORY_ROOT, 'tools/schemas/kinds.json'));
  return joinSchemaSets(await Promise.all(entries.map(loadSchemaSet)));
}

/** Reads the objects of the generated kinds from all YAML files of a folder. */
export function readExampleManifests(folder: string, schemas: SchemaSet): readonly Manifest[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const documents = files.flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')));
  const objects = documents.map((document) => document.toJS() as Manifest | null);
  return objects
    .filter((object) => object !== null)
    .filter(({ apiVersion, kind }) => schemas.has(apiVersion, kind));
}

/** A tool cannot depend on the libraries it writes into, so their modules are found by their place. */
async function loadSchemaSet(entry: SchemaSetEntry): Promise<SchemaSet> {
  const file = join(REPOSITORY_ROOT, entry.into, 'schema-set.ts');
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Readonly<
    Record<string, SchemaSet>
  >;
  const [set] = Object.values(module);
  if (set === undefined) {
    throw new Error(`${file} exports no schema set`);
  }
  return set;
}
