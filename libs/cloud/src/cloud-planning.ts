import type { RenderedObject } from './cloud.ts';

/** What a plan and a publisher have to know of a cloud's objects. */
export interface CloudPlanning {
  /**
   * Gives what the owner would lose with this object, such as `the database atoll-x with its data and backups`.
   *
   * Undefined for everything that can be made again from Git.
   */
  lossOf(object: RenderedObject): string | undefined;
  /** Gives what the cloud makes of one changed field; undefined: it changes it in place, and nobody notices. */
  judgeChange(change: ObjectChange): ChangeVerdict | undefined;
  /** Gives what deleting an object does, where that is less or more than that its resource is gone; undefined: just that. */
  judgeDeletion(object: RenderedObject): ChangeVerdict | undefined;
  /** Gives how the region can be reached, and what it can reach, as far as its objects say. */
  listExposure(objects: readonly RenderedObject[]): readonly ExposureFact[];
  /** Gives what the region costs a month, part by part; a part without a known price says so. */
  listCosts(objects: readonly RenderedObject[]): readonly CostItem[];
  /** Gives what each role and boundary of the region may do, from its rendered documents. */
  listPermissions(objects: readonly RenderedObject[]): readonly PermissionSet[];
}

/** One changed field of an object that stands on both sides. */
export interface ObjectChange {
  readonly before: RenderedObject;
  readonly after: RenderedObject;
  /** Path of the field without positions in lists, such as `spec.forProvider.rule.id`. */
  readonly path: string;
  /** Undefined: the field was not there. */
  readonly from: unknown;
  /** Undefined: the field is there no more. */
  readonly to: unknown;
}

/** What a change does, from nothing that anybody notices to loss. */
export type Risk = 'safe' | 'disruptive' | 'destructive';

/** What the cloud makes of a change. */
export interface ChangeVerdict {
  /** `refused`: the cloud or its provider does not do it, and the resource stays as it was; `safe`: only something to know. */
  readonly effect: 'refused' | Risk;
  /** One sentence without a full stop, such as `the database restarts`. */
  readonly reason: string;
  /** What to do instead, or first. */
  readonly remedy?: string;
  /** Where this is written. */
  readonly source: string;
  /** True where the interruption is what maintenance windows are for: inside of one the change is safe. */
  readonly heedsWindow?: boolean;
}

/** A way in or out. */
export interface ExposureFact {
  /** Stable name of the fact within the region, by which both sides are compared, such as `api-server 0.0.0.0/0`. */
  readonly id: string;
  /** What it is, in words. */
  readonly what: string;
  /** Who can use it: anybody, named networks or accounts, or only what lies in the region's own network. */
  readonly reach: 'internet' | 'named' | 'own';
}

/** A part of a region's monthly cost, in US dollars. */
export interface CostItem {
  /** Stable name within the region, by which both sides are compared, such as `database`. */
  readonly id: string;
  /** What is paid for, such as `db.r6g.2xlarge, two zones`. */
  readonly what: string;
  /** Least and most a month; undefined: no price is known. */
  readonly monthly: CostBand | undefined;
  /** Where the price is from, with its date; for an unknown price, what is not known. */
  readonly source: string;
  /** True for what depends on use alone, such as traffic: its price is never known beforehand. */
  readonly dependsOnUse?: boolean;
}

/** Least and most, in US dollars. */
export interface CostBand {
  readonly low: number;
  readonly high: number;
}

/** What one role, or one boundary, may do. */
export interface PermissionSet {
  /** Such as `role atoll-x-karpenter` or `boundary atoll-x-workloads`. */
  readonly holder: string;
  /** Who may take it on, one line each; none for a boundary. */
  readonly trust: readonly string[];
  readonly statements: readonly PermissionStatement[];
}

/** One statement of a policy. */
export interface PermissionStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Actions, such as `s3:GetObject`; `not s3:*` for a NotAction. */
  readonly actions: readonly string[];
  /** On what and under which conditions, as one canonical text. */
  readonly scope: string;
}
