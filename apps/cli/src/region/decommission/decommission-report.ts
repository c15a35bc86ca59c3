import type { RemovalLock, RemovalStep } from '@atoll/cloud';

/** An object of the control cluster, and what goes with it. */
export interface RemovedObject {
  /** As kubectl takes it, such as `instance.v1beta1.rds.aws.m.upbound.io/atoll-eu-db`. */
  readonly object: string;
  /**
   * `deleted`: the resource goes with the object. `kept`: it stays until a person deletes it. `observed`: the owner made it.
   * `internal`: there is no resource.
   */
  readonly fate: 'deleted' | 'kept' | 'observed' | 'internal';
  /** What is lost with the resource for good; absent: nothing that Git could not bring back. */
  readonly loss?: string;
}

/** A stage of the region, in the order in which stages are taken away. */
export interface RemovedStage {
  readonly stage: string;
  readonly objects: readonly RemovedObject[];
  /** How a person deletes what is kept, once its object is gone. */
  readonly steps: readonly RemovalStep[];
}

/** How a region is left, worked out from what is rendered for it. */
export interface DecommissionPlan {
  readonly region: string;
  /** Where everything stands, such as `aws account 111122223333, eu-west-1`. */
  readonly place: string;
  /** Namespace of its objects in the control cluster. */
  readonly namespace: string;
  readonly exports: readonly RemovalStep[];
  readonly locks: readonly RemovalLock[];
  /** What the region's own software made in the account. */
  readonly inside: readonly RemovalStep[];
  readonly stages: readonly RemovedStage[];
  readonly revocation: readonly RemovalStep[];
  readonly leftovers: readonly RemovalStep[];
}

/** What `atoll region decommission` did. */
export interface DecommissionReport {
  readonly region: string;
  /** `plan`: nothing was written. `checklist`: the first of the two commits. `removal`: the second. */
  readonly step: 'plan' | 'checklist' | 'removal';
  /** File or folder that was written or removed, from the root of the config repository; absent: none was. */
  readonly path?: string;
  /** Why nothing was removed; empty otherwise. */
  readonly refusals: readonly string[];
  readonly plan: DecommissionPlan;
}
