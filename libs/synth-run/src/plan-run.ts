import type { CachedRegion, FileStamp, RunCache } from './run-cache.ts';

/** What a run has to do, worked out from file stamps alone. */
export interface RunPlan {
  /** Regions whose files, whose organization, whose freezes or whose generator changed: they are read and rendered. */
  readonly stale: readonly string[];
  /** Regions that stand in the deploy repository as they are configured. */
  readonly fresh: readonly string[];
  /** Regions in the deploy repository that are configured no more, and may not be deleted: they stay. */
  readonly kept: readonly string[];
  /** The same, with leave to delete. */
  readonly deleted: readonly string[];
}

/** What a plan is made from. */
export interface RunPlanInput {
  /** Stamps of the configured regions' files, by region. */
  readonly configured: ReadonlyMap<string, readonly FileStamp[]>;
  /** Regions with a folder in the deploy repository. */
  readonly deployed: readonly string[];
  /** The cache, undefined when it does not fit; then everything is stale. */
  readonly cache: RunCache | undefined;
  /** Whether organization and freezes, which every region is rendered from, are those of the cache. */
  readonly isSharedFresh: boolean;
  readonly allowDelete: readonly string[];
  /** Instant of the run: a region whose grants begin or end between its last rendering and this one is stale. */
  readonly at: Date;
}

/** Sorts regions into what to render, what to leave, what to keep and what to delete. */
export function planRun(input: RunPlanInput): RunPlan {
  const { configured, cache } = input;
  const names = [...configured.keys()].sort();
  const isFresh = (name: string) =>
    input.isSharedFresh &&
    isSame(cache?.regions[name], configured.get(name) as readonly FileStamp[]) &&
    isInWindow(cache?.regions[name]?.window, input.at);
  const gone = input.deployed.filter((name) => !configured.has(name)).sort();
  return {
    stale: names.filter((name) => !isFresh(name)),
    fresh: names.filter(isFresh),
    kept: gone.filter((name) => !input.allowDelete.includes(name)),
    deleted: gone.filter((name) => input.allowDelete.includes(name)),
  };
}

/** Tells whether a run with this plan has nothing to write. */
export function isIdle(plan: RunPlan): boolean {
  return plan.stale.length === 0 && plan.deleted.length === 0;
}

/** Both ends count: `--at` may lie before the last run as well as behind it. */
function isInWindow(window: CachedRegion['window'], at: Date): boolean {
  if (window === undefined) return true;
  const now = at.getTime();
  const hasBegun = window.since === undefined || Date.parse(window.since) <= now;
  return hasBegun && (window.until === undefined || now < Date.parse(window.until));
}

function isSame(cached: CachedRegion | undefined, stamps: readonly FileStamp[]): boolean {
  if (cached === undefined || cached.stamps.length !== stamps.length) return false;
  return stamps.every((stamp, index) => {
    const before = cached.stamps[index];
    return (
      before?.path === stamp.path &&
      before.size === stamp.size &&
      before.mtimeMs === stamp.mtimeMs &&
      before.ino === stamp.ino
    );
  });
}
