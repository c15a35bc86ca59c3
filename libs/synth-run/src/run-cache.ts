import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Wait } from '@atoll/cloud';
import type { RegionFacts } from '@atoll/synth';

/** Raised whenever the shape below changes: an older cache is then ignored. */
const CACHE_VERSION = 3;

/** A file as it was when its region was rendered. */
export interface FileStamp {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** A region as it was rendered last. */
export interface CachedRegion {
  readonly stamps: readonly FileStamp[];
  readonly facts: RegionFacts;
  readonly managedGroups: readonly string[];
  /** Digest of stage `flux`, which the control cluster's root applies. */
  readonly rootDigest: string;
  readonly objects: number;
  readonly waits: readonly Wait[];
}

/** What lets a run skip regions; it may be deleted at any time. */
export interface RunCache {
  readonly version: number;
  /** Signature of the code that rendered. */
  readonly code: string;
  /** Main of the deploy repository after the run. */
  readonly head: string;
  /** Digest of the organization. */
  readonly organization: string;
  /** Regions that stand in the deploy repository, also those that could not be read or are configured no more. */
  readonly deployed: readonly string[];
  readonly regions: Readonly<Record<string, CachedRegion>>;
  /** Input digest of each control cluster. */
  readonly clusters: Readonly<Record<string, string>>;
}

/** Gives the cache of a deploy repository, or undefined when there is none that fits the code and the repository's head. */
export async function readRunCache(
  deploy: string,
  code: string,
  head: string | undefined,
): Promise<RunCache | undefined> {
  const cache = await parseCache(cachePath(deploy));
  return cache?.version === CACHE_VERSION && cache.code === code && cache.head === head ? cache : undefined;
}

/** What a cache says beside the commit that it belongs to. */
export type CacheContent = Omit<RunCache, 'version' | 'head'>;

/** Gives the text of a cache without its commit: a fleet's takes 10 ms, in which Git works on the commit. */
export function renderCacheContent(content: CacheContent): string {
  return JSON.stringify(content);
}

/** Writes the cache: beside the objects of the deploy repository, never into its tree. */
export async function writeRunCache(deploy: string, head: string, content: string): Promise<void> {
  const path = cachePath(deploy);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  const start = JSON.stringify({ version: CACHE_VERSION, head });
  await writeFile(temporary, `${start.slice(0, -1)},${content.slice(1)}`);
  await rename(temporary, path);
}

function cachePath(deploy: string): string {
  return join(deploy, '.git', 'atoll', 'skip-cache.json');
}

async function parseCache(path: string): Promise<RunCache | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RunCache;
  } catch {
    // Absent or broken: a run without a cache renders everything, which is always right.
    return undefined;
  }
}
