/** While nothing comes, sessions are opened anew in this rhythm. */
const RECYCLE_MS = 5_000;

/** When the view of a cluster was proven last. */
export interface Freshness {
  note(nowMs: number): void;
  isStale(nowMs: number): boolean;
  /** True once in each span while it is stale. */
  shouldRecycle(nowMs: number): boolean;
  ageMs(nowMs: number): number;
}

/**
 * Makes the record of a view that counts as fresh from now.
 *
 * @param limitMs longest time without proof; undefined: it is always fresh
 */
export function createFreshness(limitMs: number | undefined, nowMs: number): Freshness {
  let provenAt = nowMs;
  let recycledAt = Number.NEGATIVE_INFINITY;
  const isStale = (now: number) => limitMs !== undefined && now - provenAt > limitMs;
  return {
    note: (now) => (provenAt = now),
    isStale,
    shouldRecycle(now) {
      if (!isStale(now) || now - recycledAt < RECYCLE_MS) return false;
      recycledAt = now;
      return true;
    },
    ageMs: (now) => now - provenAt,
  };
}
