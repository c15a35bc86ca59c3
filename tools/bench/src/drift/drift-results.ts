import type { Latencies } from './latencies.ts';

/** Changes at one rate, and when they were noticed. */
export interface RateResult extends Latencies {
  readonly changes: number;
  readonly offeredPerSecond: number;
  readonly achievedPerSecond: number;
}

/** Start of an agent until its word counts. */
export interface ColdResult {
  readonly seconds: number;
  /** Of all threads: says something on a busy machine too. */
  readonly cpuSeconds: number;
  /** For how long nothing else could be done at most. */
  readonly stallMs: number;
  /** In megabytes when it is ready, and at most until then (undefined where the system does not tell). */
  readonly readyMb: number;
  readonly peakMb: number | undefined;
}

/** The compare that was written for this bench. */
export interface IntervalResult {
  readonly low: RateResult;
  readonly high: RateResult;
  /** One pass over all objects, nothing drifting. */
  readonly passSeconds: number;
  readonly memoryMb: number;
  readonly requestsPerPass: number;
}

/** What was measured. */
export interface DriftResults {
  readonly command: string;
  readonly machine: string;
  readonly objects: number;
  readonly runs: number;
  readonly loadSeconds: number;
  /** Writes a second that the API server takes with the agent off. */
  readonly sustainedPerSecond: number;
  /** By what the agent's account may do: remediating asks the server once how it stores each manifest. */
  readonly cold: Readonly<Record<'read-only' | 'remediating', ColdResult>>;
  readonly low: RateResult;
  readonly high: RateResult;
  /** Requests about watched objects for each event, writes of the bench left out. */
  readonly requestsPerEvent: number;
  readonly deadWatchSeconds: number;
  readonly startMs: number;
  readonly interval: IntervalResult;
}
