/** The clocks and timers of an election, so that tests can skew, freeze and stall them. */
export interface ElectionClock {
  /** A clock that never goes back and that nobody sets, in ms; every decision rests on it. */
  nowMs(): number;
  /** The time of day in ms since 1970; only written into the Lease, for people. */
  wallMs(): number;
  /** Runs something once after some ms, and gives what cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
}

/** Gives the clocks of this process. */
export function createSystemClock(): ElectionClock {
  return {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    setTimer(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
