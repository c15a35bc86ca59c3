import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { parse } from 'yaml';

import { isKubeObject, type KubeObject } from '../kube-object.ts';

/** A file with one object. */
export interface Manifest {
  /** Path below the folder that was read, with `/`. */
  readonly path: string;
  readonly object: KubeObject;
}

/** Reads every `*.yaml` file below a folder, sorted by path; each has to hold one object. */
export async function readManifests(root: string): Promise<readonly Manifest[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'));
  const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return await Promise.all(paths.sort().map((path) => readManifest(root, path)));
}

async function readManifest(root: string, path: string): Promise<Manifest> {
  const object: unknown = parse(await readFile(join(root, path), 'utf8'));
  if (!isKubeObject(object)) throw new Error(`${path} holds no Kubernetes object`);
  return { path, object };
}
