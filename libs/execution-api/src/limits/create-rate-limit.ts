/** How many requests one caller may send. */
export interface RateRule {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second that may come for ever. */
  readonly perSecond: number;
}

/** Counts the requests of each caller in a bucket of tokens. */
export interface RateLimit {
  /** Takes a token; gives 0, or the seconds until there is one. Nothing is taken then. */
  take(caller: string): number;
}

/** Buckets that are remembered: about 1 MB. */
const MAX_CALLERS = 10_000;
const MS_A_SECOND = 1000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * Makes a rate limit. Callers that are full again are forgotten first; when there are still too many, new ones share
 * one bucket, so that a flood of addresses neither fills the memory nor makes the limit forget the others.
 *
 * @param nowMs a clock that never goes back
 */
export function createRateLimit({ burst, perSecond }: RateRule, nowMs: () => number): RateLimit {
  const buckets = new Map<string, Bucket>();

  function refill(bucket: Bucket, now: number): void {
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.atMs) / MS_A_SECOND) * perSecond);
    bucket.atMs = now;
  }

  function findBucket(caller: string, now: number): Bucket {
    const known = buckets.get(caller);
    if (known !== undefined) return known;
    if (buckets.size >= MAX_CALLERS) forgetFull(now);
    const key = buckets.size >= MAX_CALLERS ? '' : caller;
    const bucket = buckets.get(key) ?? { tokens: burst, atMs: now };
    buckets.set(key, bucket);
    return bucket;
  }

  function forgetFull(now: number): void {
    for (const [caller, bucket] of buckets) {
      refill(bucket, now);
      if (bucket.tokens >= burst) buckets.delete(caller);
    }
  }

  return {
    take: (caller) => {
      const now = nowMs();
      const bucket = findBucket(caller, now);
      refill(bucket, now);
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
