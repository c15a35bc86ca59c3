import type { CloudPlanning, NeededAction, OwnerTask, RenderedObject, Wait } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import type { Lapse, Notice, PlanBase } from './plan.ts';

/** A rendered object and its place in the deploy repository. */
export interface PlacedObject {
  /** Such as `control-plane/eu-1/network/region-eu-1.vpc.atoll-eu-1-vpc.yaml`. */
  readonly path: string;
  readonly object: RenderedObject;
}

/** A weekly maintenance window in UTC. */
export interface WeeklyWindow {
  readonly day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
  /** `hh:mm`. */
  readonly start: string;
  readonly minutes: number;
}

/** One rendered region. */
export interface RegionSide {
  readonly name: string;
  readonly cloud: string;
  readonly account: string;
  readonly location: string;
  readonly cidr: string;
  readonly controlCluster: string;
  readonly window: WeeklyWindow;
  readonly objects: readonly PlacedObject[];
  readonly waits: readonly Wait[];
  /** What the objects ask of the cloud, and in which role. */
  readonly needs: readonly NeededAction[];
  readonly ownerTasks: readonly OwnerTask[];
  readonly notices: readonly Notice[];
}

/** One rendered control cluster. */
export interface ClusterSide {
  readonly name: string;
  readonly objects: readonly PlacedObject[];
}

/** A region that one side cannot render. */
export interface BrokenRegion {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** One side of the comparison, its regions aside. */
export interface FleetRest {
  /** Control clusters that may differ from the other side. */
  readonly clusters: readonly ClusterSide[];
  readonly broken: readonly BrokenRegion[];
  /** Problems of no single region, such as an organization that cannot be read. */
  readonly problems: readonly Problem[];
}

/** A region on the sides that have it, at least on one. */
export interface RegionPair {
  readonly base: RegionSide | undefined;
  readonly head: RegionSide | undefined;
}

/** What a plan is made for. */
export interface PlanOccasion {
  readonly revision: PlanBase;
  /** Instant for which both sides were rendered and at which the change would be applied. */
  readonly at: Date;
  /** What a cloud knows of changes, by the cloud's name. */
  readonly planningOf: (cloud: string) => CloudPlanning;
}

/** What is left when every region that may differ was compared. */
export interface PlanRest {
  readonly base: FleetRest;
  readonly head: FleetRest;
  /** Regions whose input is the same on both sides, so that nobody rendered them. */
  readonly untouched: number;
  /** What changes of the fleet and no object shows. */
  readonly notices: readonly Notice[];
  /** What ends by itself, in any region. */
  readonly lapses: readonly Lapse[];
}
