import type { ConfigListing } from '@atoll/config-repo';
import type { DeployRepo } from '@atoll/deploy-repo';
import type { RunPlan } from './plan-run.ts';
import type { Progress } from './report.ts';
import type { FileStamp, RunCache } from './run-cache.ts';

/** What every run is told, wherever it writes. */
export interface RunOptions {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  /** Look for edits by hand in all regions, not only in those that are rendered. */
  readonly verify: boolean;
  /** Regions that may be deleted when they are configured no more, or may lose something that holds data. */
  readonly allowDelete: readonly string[];
  /** Instant at which grants of access are looked at: the one way by which time enters a rendering. */
  readonly at: Date;
  /** Whether somebody chose that instant, in place of now: then the commit says which. */
  readonly isTimeChosen?: boolean;
  readonly generatorVersion: string;
  /** Commit of the config repository, for the trailer; undefined outside Git. */
  readonly sourceCommit: string | undefined;
  /** First line of that commit's message, which says why; undefined when nobody asked. */
  readonly sourceSubject?: string | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** What a synth is told. */
export interface SynthOptions extends RunOptions {
  /** Deploy repository; made when absent. */
  readonly deploy: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
}

/** Where a run writes. */
export interface RunTarget {
  readonly repo: DeployRepo;
  /** File that lets the next run skip regions: beside the repository's objects, never in its tree. */
  readonly cacheFile: string;
  /** Distinguishes caches of different checkouts that share the file; empty where there is one. */
  readonly cacheKey?: string;
  /** Folders at depth 2 that differ between two commits; only of a repository into which others push. */
  readonly listChangedFolders?: (from: string, to: string) => Promise<readonly string[]>;
}

/** A run after its cheap half: nothing was read but file stamps. */
export interface OpenedRun {
  readonly options: RunOptions;
  readonly repo: DeployRepo;
  readonly cacheFile: string;
  /** Main as it was looked at; undefined before the first commit. */
  readonly head: string | undefined;
  readonly code: string;
  readonly cache: RunCache | undefined;
  readonly stamps: ReadonlyMap<string, readonly FileStamp[]>;
  readonly organizationStamp: string;
  /** Stamps of the freezes with the names that they may hold; empty where there is no freeze. */
  readonly freezesStamp: string;
  /** What stands in the config repository, and what is wrong with its files as such: a symlink, a folder without region.yaml, … */
  readonly listing: ConfigListing;
  /** Regions that stand in the deploy repository. */
  readonly deployed: readonly string[];
  readonly plan: RunPlan;
}
