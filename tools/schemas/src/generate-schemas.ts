import { join } from 'node:path';

import { type GeneratedFiles, generateCrdSet } from './generate-crd-set.ts';
import { generateKubernetesSet } from './generate-kubernetes-set.ts';
import { listOwnCrds } from './own-crds.ts';
import { readReleasedCrds } from './released-crds.ts';
import { readSchemaSetEntries, type SchemaSetEntry } from './schema-set-entry.ts';

/** Where the generator reads. */
export interface SchemaSources {
  /** Root of the repository, in which `tools/schemas/kinds.json` and the libraries stand. */
  readonly root: string;
  /** Folder of released CRDs, one subfolder a release. */
  readonly from: string;
  /** `api/openapi-spec/v3` of a Kubernetes release; without it that set is left as it is. */
  readonly kubernetes?: string;
}

/** What one run makes: the files of each set, and the sets that it leaves alone. */
export interface GeneratedSchemas {
  readonly sets: readonly GeneratedSet[];
  /** Names of the sets whose source was not given. */
  readonly skipped: readonly string[];
}

/** The files of one set. */
export interface GeneratedSet {
  readonly entry: SchemaSetEntry;
  readonly files: GeneratedFiles;
}

/** Generates all sets of `kinds.json` in memory; the same sources give the same bytes. */
export async function generateSchemas(sources: SchemaSources): Promise<GeneratedSchemas> {
  const sets: GeneratedSet[] = [];
  const skipped: string[] = [];
  for (const entry of await readSchemaSetEntries(join(sources.root, 'tools/schemas/kinds.json'))) {
    const files = await generateSet(entry, sources);
    if (files === undefined) {
      skipped.push(entry.set);
    } else {
      sets.push({ entry, files });
    }
  }
  return { sets, skipped };
}

async function generateSet(
  entry: SchemaSetEntry,
  sources: SchemaSources,
): Promise<GeneratedFiles | undefined> {
  if (entry.openapi !== true) {
    const kinds = [...entry.kinds].sort();
    return generateCrdSet(
      entry,
      entry.own === true
        ? listOwnCrds(kinds)
        : await readReleasedCrds(join(sources.from, entry.folder ?? ''), kinds),
    );
  }
  return sources.kubernetes === undefined ? undefined : generateKubernetesSet(entry, sources.kubernetes);
}
