/**
 * Bounds of healing. The budget of an object and the breaker are those of Argo CD's self-heal backoff and of Crossplane's
 * circuit breaker.
 */
export const healingLimits = {
  /** Acts on one object that need not wait for the one before. */
  freeActs: 3,
  /** The wait after the free acts; each further one is `backoffFactor` times as long, up to `maxBackoffMs`. */
  firstBackoffMs: 2_000,
  backoffFactor: 3,
  maxBackoffMs: 300_000,
  /** An object that is as in Git for so long is healed: budget, rounds and fight begin anew. */
  stableMs: 600_000,
  /** An act that has shown nothing for so long did not work. Flux has to fetch, build and apply a whole stage. */
  settleMs: { askFlux: 120_000, apply: 30_000, recreate: 30_000 },
  /** Healed and undone so often, a field is fought over. */
  fightRounds: 3,
  /** Fields of an object whose rounds are counted. */
  maxFields: 100,
  /** Acts on all objects together: so many at once, and one more each second. */
  breakerBurst: 100,
  breakerPerSecond: 1,
  breakerOpenMs: 300_000,
  /** A person's request is good for so long, and for one act. */
  requestMs: 3_600_000,
  /** Clocks of persons' machines may be ahead by so much. */
  skewMs: 300_000,
} as const;
