import { healingLimits } from '../healing-limits.ts';
import type { BreakerState } from '../healing-memory.ts';

const { breakerBurst, breakerPerSecond, breakerOpenMs } = healingLimits;

/** What came of asking the breaker for one act. */
export interface TokenAnswer {
  /** undefined: the act may go; otherwise none before then. */
  readonly openUntilMs: number | undefined;
  readonly breaker: BreakerState;
}

/**
 * Takes one act from what all objects together have; the one too many opens the breaker for five minutes.
 *
 * A clock that was put back neither fills the bucket nor keeps the breaker open for longer than it would have been.
 */
export function takeToken(state: BreakerState | undefined, nowMs: number): TokenAnswer {
  const { tokens, atMs, openUntilMs } = state ?? { tokens: breakerBurst, atMs: nowMs };
  const filled = Math.min(breakerBurst, tokens + (Math.max(0, nowMs - atMs) / 1_000) * breakerPerSecond);
  const endMs = openUntilMs === undefined ? undefined : Math.min(openUntilMs, nowMs + breakerOpenMs);
  if (endMs !== undefined && nowMs < endMs)
    return { openUntilMs: endMs, breaker: { tokens: filled, atMs: nowMs, openUntilMs: endMs } };
  if (filled >= 1) return { openUntilMs: undefined, breaker: { tokens: filled - 1, atMs: nowMs } };
  const untilMs = nowMs + breakerOpenMs;
  return { openUntilMs: untilMs, breaker: { tokens: filled, atMs: nowMs, openUntilMs: untilMs } };
}
