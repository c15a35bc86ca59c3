/** Time, as a watch sees it. */
export interface WatchClock {
  now(): Date;
  /** Waits until an instant; ends early, and without an error, when the signal says so. */
  pause(until: Date, signal: AbortSignal): Promise<void>;
}
