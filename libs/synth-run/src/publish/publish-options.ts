import type { Checkpoint, Environment, GitCredentials, GitIdentity, SigningKey } from '@atoll/deploy-repo';
import type { RunOptions } from '../opened-run.ts';

/** What a publication is told. */
export interface PublishOptions extends Omit<RunOptions, 'verify' | 'sourceCommit' | 'sourceSubject'> {
  /** The fleet's deploy repository: `https://…`, `ssh://…`, `git@host:path`, or a path. */
  readonly repository: string;
  /** Branch that holds the truth there; `main` if absent. */
  readonly branch?: string;
  /** Folder of the clones that are kept between runs, one a repository; it may be deleted at any time. */
  readonly cacheFolder: string;
  /** Publish although files under `regions/` differ from the commit; the trailer says so. */
  readonly allowDirty: boolean;
  /**
   * Regions, and clusters as `cluster/<name>`, that are published from this checkout whatever they were published from:
   * the way out where that commit is gone for good.
   */
  readonly takeOver: readonly string[];
  /** Where repositories that the configuration names are reached from here, by the name there; all others as they are named. */
  readonly repositoryMap: ReadonlyMap<string, string>;
  /** Gives what a repository's host asks for; undefined: nothing, or what ssh and Git have by themselves. */
  readonly credentialsFor: (url: string) => GitCredentials | undefined;
  /** Signs every commit. */
  readonly signingKey?: SigningKey;
  readonly author: GitIdentity;
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Environment;
  /** The time that commits carry. */
  readonly now: () => Date;
  /** Waits between two attempts; given in milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** Gives a number from 0 to 1, so that publishers that collided do not collide again. */
  readonly random: () => number;
  readonly checkpoint?: Checkpoint;
}
