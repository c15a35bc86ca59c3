/** Time as the agent sees it; tests give their own. */
export interface AgentClock {
  /** Wall clock: for words and windows, never for validity. */
  now(): Date;
  /** Milliseconds that never jump. */
  monotonicMs(): number;
}

/** The clock of the machine. */
export const systemClock: AgentClock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
