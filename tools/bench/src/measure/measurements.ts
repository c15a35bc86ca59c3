import type { Time } from '../stopwatch.ts';

/** Stages from a region's file to its commit, in order. */
export const stages = ['parse', 'model', 'construct', 'validate', 'serialise', 'write', 'commit'] as const;

/** One of the stages. */
export type Stage = (typeof stages)[number];

/** Stages that are compared with the floor: all but Git and the small files. */
export const renderStages: readonly Stage[] = ['parse', 'model', 'construct', 'validate', 'serialise'];

/** One run over a fleet, stage by stage. */
export interface StageMeasurement {
  readonly objects: number;
  readonly bytes: number;
  readonly stages: Readonly<Record<Stage, Time>>;
  /** JSON.stringify of the same objects, and writing the same bytes as one file a region. */
  readonly floor: Time;
}

/** One run of `runSynth` into a new deploy repository. */
export interface ColdMeasurement {
  readonly time: Time;
  /** Most memory that the process held, Git's processes apart, in megabytes. */
  readonly peakMb: number;
  /** Tree of the commit, to tell whether two programs render the same. */
  readonly tree: string;
}

/** Runs of `runSynth` in a process that has run it before, over a deploy repository that stands. */
export interface WarmMeasurement {
  /** One region changed. */
  readonly changed: readonly Time[];
  /** Nothing changed. */
  readonly idle: readonly Time[];
}

/** What a process of its own measures, by name: its input and its result. */
export interface Measurements {
  readonly stages: {
    readonly input: { readonly root: string; readonly regions: number };
    readonly result: StageMeasurement;
  };
  readonly cold: { readonly input: { readonly root: string }; readonly result: ColdMeasurement };
  readonly warm: {
    readonly input: { readonly root: string; readonly runs: number };
    readonly result: WarmMeasurement;
  };
}
