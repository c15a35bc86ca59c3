import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { CustomResourceDefinition } from './openapi-schema.ts';
import { SchemasError } from './schemas-error.ts';

/** A released CRD and the file in which it stands. */
export interface ReleasedCrd {
  readonly crd: CustomResourceDefinition;
  /** Path below the release's folder, with `/`. */
  readonly file: string;
  /** Hex digest of the whole file. */
  readonly sha256: string;
}

interface ReleaseFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Finds CRDs by `<plural>.<group>` in all YAML and JSON files below a folder, in the order of the names.
 * A file may hold several documents (as `install.yaml` of a release does).
 *
 * @throws SchemasError `ERR_SCHEMAS_CRD_MISSING` when no document of the folder has that name
 */
export async function readReleasedCrds(
  folder: string,
  names: readonly string[],
): Promise<readonly ReleasedCrd[]> {
  const files = await readReleaseFiles(folder);
  return names.map((name) => findCrd(folder, files, name));
}

async function readReleaseFiles(folder: string): Promise<readonly ReleaseFile[]> {
  const entries = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new SchemasError(
      'ERR_SCHEMAS_CRD_MISSING',
      `${folder}: not readable; name the folder of releases with --from`,
      {
        cause,
      },
    );
  });
  const files = entries.filter((entry) => /\.(ya?ml|json)$/.test(entry)).sort();
  return Promise.all(
    files.map(async (file) => ({
      file: file.replaceAll('\\', '/'),
      text: await readFile(join(folder, file), 'utf8'),
    })),
  );
}

function findCrd(folder: string, files: readonly ReleaseFile[], name: string): ReleasedCrd {
  for (const { file, text } of files) {
    const crd = text.includes(name) ? findDocument(text, name) : undefined;
    if (crd !== undefined) {
      return { crd, file, sha256: createHash('sha256').update(text).digest('hex') };
    }
  }
  throw new SchemasError(
    'ERR_SCHEMAS_CRD_MISSING',
    `${folder}: no CustomResourceDefinition called ${name}; correct tools/schemas/kinds.json or the release`,
  );
}

function findDocument(text: string, name: string): CustomResourceDefinition | undefined {
  for (const part of text.split(/^---$/m)) {
    if (!part.includes('CustomResourceDefinition') || !part.includes(name)) {
      continue;
    }
    const document = parse(part) as CustomResourceDefinition | null;
    if (document?.metadata?.name === name) {
      return document;
    }
  }
  return undefined;
}
