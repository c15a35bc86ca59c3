import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Wait } from '@atoll/cloud';
import type { GrantRecord, GrantWindow, RegionFacts } from '@atoll/synth';

/** Raised whenever the shape below changes: an older cache is then ignored. */
const CACHE_VERSION = 6;

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
  readonly notices: readonly string[];
  /** Instants between which its grants render the same; absent: no grant ever begins or ends. */
  readonly window?: GrantWindow;
  /** The grants that it was rendered with; absent: none. */
  readonly grants?: readonly GrantRecord[];
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
  /** Stamp of the freezes that were found valid; empty where there is none. */
  readonly freezes: string;
  /** Regions that stand in the deploy repository, also those that could not be read or are configured no more. */
  readonly deployed: readonly string[];
  readonly regions: Readonly<Record<string, CachedRegion>>;
  /** Input digest of each control cluster. */
  readonly clusters: Readonly<Record<string, string>>;
}

/** Gives the cache in a file, or undefined when there is none that this code has written. */
export async function readRunCache(file: string, code: string): Promise<RunCache | undefined> {
  const cache = await parseCache(file);
  return cache?.version === CACHE_VERSION && cache.code === code ? cache : undefined;
}

/** What a cache says beside the commit that it belongs to. */
export type CacheContent = Omit<RunCache, 'version' | 'head'>;

/** Gives the text of a cache without its commit: a fleet's takes 10 ms, in which Git works on the commit. */
export function renderCacheContent(content: CacheContent): string {
  return JSON.stringify(content);
}

/** Writes the cache. */
export async function writeRunCache(file: string, head: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  const start = JSON.stringify({ version: CACHE_VERSION, head });
  await writeFile(temporary, `${start.slice(0, -1)},${content.slice(1)}`);
  await rename(temporary, file);
}

async function parseCache(path: string): Promise<RunCache | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RunCache;
  } catch {
    // Absent or broken: a run without a cache renders everything, which is always right.
    return undefined;
  }
}
