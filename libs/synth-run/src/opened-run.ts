import type { Problem } from '@atoll/core';
import type { DeployRepo } from '@atoll/deploy-repo';
import type { RunPlan } from './plan-run.ts';
import type { Progress } from './report.ts';
import type { FileStamp, RunCache } from './run-cache.ts';

/** What a run is told. */
export interface SynthOptions {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  /** Deploy repository; made when absent. */
  readonly deploy: string;
  /** Look for edits by hand in all regions, not only in those that are rendered. */
  readonly verify: boolean;
  /** Regions that are configured no more and may be deleted from the deploy repository. */
  readonly allowDelete: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly generatorVersion: string;
  /** Commit of the config repository, for the trailer; undefined outside Git. */
  readonly sourceCommit: string | undefined;
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly onProgress?: (progress: Progress) => void;
}

/** A run after its cheap half: nothing was read but file stamps. */
export interface OpenedRun {
  readonly options: SynthOptions;
  readonly repo: DeployRepo;
  readonly code: string;
  readonly cache: RunCache | undefined;
  readonly stamps: ReadonlyMap<string, readonly FileStamp[]>;
  readonly organizationStamp: string;
  /** What is wrong with the files themselves: a symlink, a folder without region.yaml, … */
  readonly problems: readonly Problem[];
  /** Regions that stand in the deploy repository. */
  readonly deployed: readonly string[];
  readonly plan: RunPlan;
}
