import type { Region } from '@atoll/region-model';
import type { RenderedObject } from './cloud.ts';

/** What has to be known of a cloud in order to leave it: nobody deletes anything without a person. */
export interface CloudDecommission<R = Region> {
  /** Gives how data and their last backups are carried out, before anything is taken away. */
  listExports(region: R): readonly RemovalStep[];
  /** Gives what keeps an object's resource from being deleted at once, and until when: protections, locks, waiting periods. */
  locksOf(object: RenderedObject, region: R): readonly RemovalLock[];
  /** Gives what software inside the region made in the account, and how it goes before the cluster does. */
  listInsideSteps(region: R): readonly RemovalStep[];
  /**
   * Gives how a person deletes what Crossplane never deletes, such as a database.
   *
   * Undefined for what goes together with another resource, such as the settings of a bucket.
   */
  explainKept(object: RenderedObject, region: R): RemovalStep | undefined;
  /** Gives how the owner takes back what the bundle made; the last step. */
  listRevocation(region: R): readonly RemovalStep[];
  /** Gives commands that list what is left in the account, by tag or by name. */
  listLeftoverScans(region: R): readonly RemovalStep[];
  /** Tells what becomes of the resource when the object is deleted in the control cluster. */
  fateOf(object: RenderedObject): Fate;
}

/**
 * What becomes of a resource in the cloud when its object is deleted in the control cluster.
 *
 * `kept`: it stays, and nobody looks after it any more. `observed`: the owner made it, and it stays.
 * `internal`: there is none, the object belongs to Crossplane or Flux themselves.
 */
export type Fate = 'deleted' | 'kept' | 'observed' | 'internal';

/** Something that a person does. */
export interface RemovalStep {
  /** What it is about, such as `database atoll-eu-db`. */
  readonly what: string;
  /** Why, or what to mind; may be empty. */
  readonly note: string;
  /** Commands in the order in which they run; none where there is only something to do. */
  readonly commands: readonly string[];
}

/** Something that stands in the way of deleting. */
export interface RemovalLock {
  /** What is locked. */
  readonly what: string;
  /** What the lock is, and until when it holds. */
  readonly until: string;
  /** Who can lift it and how; says so where nobody can. */
  readonly lift: string;
}
