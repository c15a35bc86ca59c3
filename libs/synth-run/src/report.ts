import type { Problem } from '@atoll/core';
import type { HandEdit } from '@atoll/deploy-repo';
import type { Wait } from '@atoll/cloud';

/** How one region came out of a run. */
export interface RegionReport {
  readonly name: string;
  /**
   * `rendered`: its input changed and it was rendered; `unchanged`: nothing to do; `failed`: its last rendering stays;
   * `kept`: it is no longer configured, its last rendering stays; `deleted`: removed with leave; `refused`: it would lose
   * something that holds data, its last rendering stays; `held`: a publisher may not write it now, see its hold.
   */
  readonly outcome: 'rendered' | 'unchanged' | 'failed' | 'kept' | 'deleted' | 'refused' | 'held';
  /** Kubernetes objects in both halves; 0 unless known. */
  readonly objects: number;
  /** Files of the deploy repository that this run changed. */
  readonly files: { readonly added: number; readonly modified: number; readonly deleted: number };
  readonly waits: readonly Wait[];
  /** What is rendered otherwise than anybody would want, and why. */
  readonly notices: readonly string[];
}

/** What a run did and found; plain JSON. */
export interface SynthReport {
  readonly regions: readonly RegionReport[];
  readonly problems: readonly Problem[];
  /** What is rendered into control clusters otherwise than anybody would want, and why. */
  readonly clusterNotices: readonly string[];
  /** What the cloud loses with regions and objects that went, or would lose with those that were kept from going. */
  readonly losses: readonly Loss[];
  /** The new commit of the deploy repository; undefined when nothing changed. */
  readonly commit: string | undefined;
  /** Branches beside main that moved. */
  readonly branches: readonly string[];
  /** Files that somebody had edited by hand: restored, and kept under the ref. */
  readonly handEdits: readonly HandEdit[];
  /** What became of a run that a crash had left behind. */
  readonly recovered: string | undefined;
}

/** Something that cannot be made again from Git. */
export interface Loss {
  readonly region: string;
  /** File of the deploy repository that says it. */
  readonly path: string;
  /** Such as `the database atoll-x with its data and backups`. */
  readonly what: string;
  /** Whether a leave was given, so that it went; without one it stays. */
  readonly isAllowed: boolean;
}

/** A step of a long run, for whoever watches. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly region: string;
}
