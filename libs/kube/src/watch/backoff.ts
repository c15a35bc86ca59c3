/** client-go's reflector: 0.8 s, doubled up to 30 s, with full jitter. Source: k8s.io/client-go, tools/cache/reflector.go. */
const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/** A watch that stood so long has recovered. */
const RESET_MS = 30_000;

/** How long to wait after failures. */
export interface Backoff {
  /** Gives the next pause in ms. */
  next(nowMs: number): number;
  /** Something worked: the next pause is the first again, once it has worked for a while. */
  noteSuccess(nowMs: number): void;
  /** What failed had worked: the next pause is the first again. */
  reset(): void;
}

/**
 * Makes a backoff.
 *
 * @param random in [0, 1)
 */
export function createBackoff(random: () => number): Backoff {
  let failures = 0;
  let worksSince: number | undefined;
  return {
    next(nowMs) {
      if (worksSince !== undefined && nowMs - worksSince >= RESET_MS) failures = 0;
      worksSince = undefined;
      const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
      failures += 1;
      // Never nothing at all: a server that refuses at once must not be asked in a loop.
      return most / 2 + (random() * most) / 2;
    },
    noteSuccess(nowMs) {
      worksSince ??= nowMs;
    },
    reset() {
      failures = 0;
    },
  };
}
