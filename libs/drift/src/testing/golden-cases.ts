import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeManifest } from '../manifest/kube-manifest.ts';

/** One manifest, how the real API server stored it, and its answer to a dry-run apply of the same manifest. */
export interface NormalisationCase {
  readonly desired: KubeManifest;
  readonly live: KubeManifest;
  readonly dryRun: KubeManifest;
}

/** One change of a live object that somebody made, as the real API server recorded it. */
export interface TamperCase {
  readonly id: string;
  readonly desired: KubeManifest;
  readonly canonicalDryRun: KubeManifest;
  readonly liveBefore: KubeManifest;
  readonly watchEvents: readonly { readonly type: string; readonly object: KubeManifest }[];
  readonly liveAfter: KubeManifest | null;
}

/** Recordings of kube-apiserver 1.36.2, the answers to plain requests, as they came. */
export const normalisationCases = read('normalisation.json') as readonly NormalisationCase[];

/** Recordings of kube-apiserver 1.36.2. */
export const tamperCases = read('tamper.json') as readonly TamperCase[];

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'golden', file), 'utf8'));
}
