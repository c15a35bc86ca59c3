import type { Comparison } from './compare-with-cdk8s.ts';
import type { Time } from './stopwatch.ts';
import type { Stage } from './measure/measurements.ts';
import type { NxMeasurement } from './measure-nx.ts';

/** Everything about one fleet size. */
export interface FleetResult {
  readonly regions: number;
  /** Repetitions of the stages and of the cold run. */
  readonly runs: number;
  readonly objects: number;
  readonly bytes: number;
  readonly stages: Readonly<Record<Stage, Time>>;
  readonly floor: Time;
  /** `runSynth` into a new deploy repository. */
  readonly cold: Time;
  readonly peakMb: number;
}

/** Runs over the largest fleet after its first one. */
export interface LargestFleetResult {
  readonly regions: number;
  /** `runSynth` in a process that has run it before: one region changed, with its commit. */
  readonly changed: Time;
  /** The same with nothing changed. */
  readonly idle: Time;
  readonly nx: NxMeasurement;
}

/** All that a bench has measured. */
export interface BenchResults {
  readonly command: string;
  readonly machine: string;
  readonly runs: number;
  readonly fleets: readonly FleetResult[];
  readonly largest: LargestFleetResult;
  readonly comparisons: readonly Comparison[];
}
