import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Wait } from '@atoll/cloud';
import type { GrantRecord, GrantWindow, RegionFacts } from '@atoll/synth';
import { CachedFacts, packFacts, type PackedFacts } from './cached-facts.ts';

/** Raised whenever the shape below changes: an older cache is then ignored. */
const CACHE_VERSION = 7;

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
  return cache?.version === CACHE_VERSION && cache.code === code ? unpackCache(cache) : undefined;
}

/** What a cache says beside the commit that it belongs to. */
export type CacheContent = Omit<RunCache, 'version' | 'head'>;

/** A cache that waits for its commit beside the file that it will replace. */
export interface GrowingCache {
  /** Puts it in place. */
  keep(head: string): Promise<void>;
  /** Removes it. */
  drop(): Promise<void>;
}

/** Begins to write a cache: a fleet's takes 20 ms, in which Git works on the commit. */
export function growRunCache(file: string, content: CacheContent): GrowingCache {
  const temporary = `${file}.${process.pid}`;
  const text = JSON.stringify(packContent(content));
  const written = writeStart(temporary, Buffer.from(text.slice(0, -1)));
  // Whoever keeps it is told; a run that fails before has another error to tell.
  written.catch(() => undefined);
  return {
    async keep(head) {
      const handle = await written;
      await handle.appendFile(`,"head":${JSON.stringify(head)}}`).finally(() => handle.close());
      await rename(temporary, file);
    },
    async drop() {
      const handle = await written.catch(() => undefined);
      await handle?.close();
      await rm(temporary, { force: true });
    },
  };
}

async function writeStart(file: string, start: Buffer): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(start);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The cache as it stands in its file. */
interface StoredCache extends Omit<RunCache, 'regions'> {
  readonly regions: Readonly<Record<string, Omit<CachedRegion, 'facts'> & { readonly facts: PackedFacts }>>;
}

function unpackCache(cache: StoredCache): RunCache {
  const regions = Object.entries(cache.regions).map(
    ([name, region]) => [name, { ...region, facts: new CachedFacts(region.facts) }] as const,
  );
  return { ...cache, regions: Object.fromEntries(regions) };
}

function packContent(content: CacheContent): Omit<StoredCache, 'head'> {
  const regions = Object.entries(content.regions).map(
    ([name, region]) => [name, { ...region, facts: packFacts(region.facts) }] as const,
  );
  return { version: CACHE_VERSION, ...content, regions: Object.fromEntries(regions) };
}

async function parseCache(path: string): Promise<StoredCache | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredCache;
  } catch {
    // Absent or broken: a run without a cache renders everything, which is always right.
    return undefined;
  }
}
