import type { CostItem, ExposureFact, NeedChange, OwnerTask, Risk, Wait } from '@atoll/cloud';
import type { Problem } from '@atoll/core';

/** What a change of the configuration would do: plain JSON, the same for the same two fleets and instant. */
export interface Plan {
  /** What the configuration is compared with. */
  readonly base: PlanBase;
  /** Instant for which it was made, ISO 8601 in UTC. */
  readonly at: string;
  /** The worst that is in it; `none`: nothing changes. A refused change counts as disruptive. */
  readonly risk: Risk | 'none';
  readonly blast: BlastRadius;
  /** Problems of either side; a region that has one is not planned, all others are. */
  readonly problems: readonly SideProblem[];
  /** Regions that change, sorted by name. */
  readonly regions: readonly RegionPlan[];
  /** Control clusters whose own folder changes, sorted by name. */
  readonly clusters: readonly ClusterPlan[];
  readonly renames: readonly Rename[];
  /** What changes of the fleet and no object of any region shows, such as a freeze that is new or taken back. */
  readonly notices: readonly Notice[];
  /** What the clock does by itself, whatever else changes, such as a grant that is over; sorted by region. */
  readonly lapses: readonly Lapse[];
  /** Change of the monthly cost of all regions together. */
  readonly cost: CostDelta;
}

/** The revision that the configuration is compared with. */
export interface PlanBase {
  /** As it was asked for or chosen, such as `HEAD` or `origin/main`. */
  readonly revision: string;
  /** Its commit; absent where there is none before the first commit. */
  readonly commit?: string;
  /** Why this one, in words. */
  readonly why: string;
}

/** Something of a region that ends by itself. */
export interface Lapse {
  readonly region: string;
  /** Such as `the grant inc-42 (limited-administrator, jo@example.com) is over since 2026-10-01T09:00:00Z`. */
  readonly text: string;
}

/** A problem and the side that has it. */
export interface SideProblem extends Problem {
  readonly side: 'base' | 'head';
}

/** How far a change reaches. */
export interface BlastRadius {
  readonly regions: Readonly<Record<RegionAction, number>> & { readonly untouched: number };
  /** Stages with at least one changed object, over all regions and control clusters. */
  readonly stages: number;
  readonly objects: Tally;
  /** Those of the objects that stand for something in a cloud. */
  readonly managedResources: Tally;
  /** Fields that the cloud or an API server would refuse. */
  readonly refusals: number;
  /** Flux Kustomizations that reconcile once more, since the revision of their source moves. */
  readonly kustomizations: number;
  /** GitRepositories whose revision moves. */
  readonly gitRepositories: number;
}

/** Numbers of objects. */
export interface Tally {
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
}

/** What becomes of a region. */
export type RegionAction = 'created' | 'changed' | 'destroyed' | 'broken';

/** Something that the plan has to say and no object shows, such as a freeze. */
export interface Notice {
  /** `freeze`: publishing is refused for a span; `move`: another control cluster or another place takes the region over. */
  readonly kind: 'freeze' | 'move';
  readonly text: string;
}

/** What becomes of one region. */
export interface RegionPlan {
  readonly name: string;
  readonly action: RegionAction;
  readonly risk: Risk;
  readonly cloud: string;
  readonly account: string;
  readonly location: string;
  readonly cidr: string;
  readonly controlCluster: string;
  /** In the order of the stages; those without a changed object are absent. */
  readonly stages: readonly StagePlan[];
  readonly waits: WaitDelta;
  readonly permissions: readonly PermissionDelta[];
  /** What the rendering asks of the cloud more or less than before, by role and action; as `atoll iam diff` has it. */
  readonly needs: NeedDelta;
  readonly exposure: ExposureDelta;
  readonly cost: CostDelta;
  readonly ownerTasks: OwnerTaskDelta;
  readonly notices: readonly Notice[];
}

/** What becomes of a control cluster's own folder. */
export interface ClusterPlan {
  readonly name: string;
  readonly action: Exclude<RegionAction, 'broken'>;
  readonly risk: Risk;
  readonly stages: readonly StagePlan[];
}

/** The changed objects of one stage. */
export interface StagePlan {
  /** Folder of the deploy repository, such as `control-plane/eu-1/network`. */
  readonly folder: string;
  readonly objects: readonly ObjectPlan[];
}

/** What becomes of one object. */
export interface ObjectPlan {
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly action: 'create' | 'change' | 'delete';
  readonly risk: Risk;
  /** True for an object that stands for something in a cloud. */
  readonly isManaged: boolean;
  /** What happens, in sentences without a full stop; none for what nobody notices. */
  readonly reasons: readonly string[];
  /** What the owner would lose. */
  readonly loss?: string;
  /** Folder that it comes from, where it moves from one stage to another. */
  readonly movedFrom?: string;
  /** Changed fields, in the order of their paths; none for what is created or deleted as a whole. */
  readonly fields: readonly FieldChange[];
}

/** One changed field. */
export interface FieldChange {
  /**
   * Such as `spec.forProvider.tags[a/b]`, `spec.rule[0].id`, or `spec.forProvider.policy › Statement[Sid=Keys].Action`,
   * where `›` enters a document that the field holds as text.
   */
  readonly path: string;
  /** Absent: the field was not there. */
  readonly from?: unknown;
  /** Absent: the field is there no more. */
  readonly to?: unknown;
  /** True where the values are secret; then they stand nowhere in the plan. */
  readonly isSecret?: boolean;
  /** What the cloud or an API server makes of it, where it is more than a change in place. */
  readonly verdict?: FieldVerdict;
}

/** What is made of a changed field. */
export interface FieldVerdict {
  readonly effect: 'refused' | Risk;
  readonly reason: string;
  readonly remedy?: string;
  readonly source: string;
}

/** What is left out of the rendering until it was observed. */
export interface WaitDelta {
  readonly begins: readonly Wait[];
  readonly ends: readonly Wait[];
  readonly goesOn: readonly Wait[];
}

/** Actions that are newly needed, or needed no more. */
export interface NeedDelta {
  readonly added: readonly NeedChange[];
  readonly removed: readonly NeedChange[];
}

/** What changes for one role, boundary or policy. */
export interface PermissionDelta {
  readonly holder: string;
  readonly action: 'created' | 'changed' | 'deleted';
  /** Actions that are allowed and were not, in any scope. */
  readonly allowed: readonly string[];
  /** Actions that were allowed and are no more. */
  readonly withdrawn: readonly string[];
  /** Actions that are denied and were not. */
  readonly denied: readonly string[];
  /** Actions that were denied and are no more. */
  readonly undenied: readonly string[];
  /** Actions that stay, with another resource or condition: old and new scope. */
  readonly rescoped: readonly Rescope[];
  readonly trustAdded: readonly string[];
  readonly trustRemoved: readonly string[];
}

/** Actions whose resources or conditions change. */
export interface Rescope {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What changes of the ways in and out. */
export interface ExposureDelta {
  readonly opens: readonly ExposureFact[];
  readonly closes: readonly ExposureFact[];
}

/** What changes of the monthly cost at list prices, in US dollars. */
export interface CostDelta {
  /** Sum of the parts whose prices are known; the least and the most. */
  readonly from: { readonly low: number; readonly high: number };
  readonly to: { readonly low: number; readonly high: number };
  /** Parts that differ. */
  readonly changes: readonly CostChange[];
  /** Parts of the new side without a known price, and why. */
  readonly unknown: readonly UnknownCost[];
  /** Where the prices of the changed parts are from, with their dates. */
  readonly sources: readonly string[];
}

/** A part of the cost without a known price. */
export interface UnknownCost {
  readonly what: string;
  readonly why: string;
  /** True for what depends on use alone, such as traffic; everything else leaves a gap in the sum. */
  readonly dependsOnUse: boolean;
}

/** One part of the cost that differs. */
export interface CostChange {
  readonly id: string;
  readonly from?: CostItem;
  readonly to?: CostItem;
}

/** What changes of what only the owner of the account can do. */
export interface OwnerTaskDelta {
  readonly arises: readonly OwnerTask[];
  readonly changes: readonly OwnerTaskChange[];
  readonly lapses: readonly OwnerTask[];
}

/** A task whose text differs, line by line. */
export interface OwnerTaskChange {
  readonly what: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Two regions that look like one under another name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
