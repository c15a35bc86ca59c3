import type { Problem } from '@atoll/core';
import type { DriftedObject } from '../drift-entry.ts';

/** A live value, and the field of region.yaml from which it is rendered from now on. */
export interface AdoptedField {
  /** Path in the object. */
  readonly path: string;
  /** Field of region.yaml. */
  readonly field: string;
  /** Undefined: the field was not there, and had its default. */
  readonly before?: unknown;
  readonly after: unknown;
  readonly live: unknown;
}

/** A drifted field that region.yaml cannot say. */
export interface UnadoptedField {
  readonly path: string;
  /** Why not; a sentence. */
  readonly why: string;
}

/** Something that is rendered otherwise too, because it comes from the same field. */
export interface SideEffect {
  /** Such as `NodePool elastic`. */
  readonly object: string;
  /** Path in it, such as `spec.limits.memory`; a list counts as one value. */
  readonly field: string;
  /** Undefined: it was not rendered. */
  readonly before?: unknown;
  /** Undefined: it is not rendered any more. */
  readonly after?: unknown;
}

/** What came of turning a drift into configuration. */
export interface AdoptReport {
  readonly record: string;
  readonly region: string;
  readonly object: DriftedObject;
  /** From the root of the config repository. */
  readonly file: string;
  /** False for a dry run, and where nothing could be adopted. */
  readonly written: boolean;
  /** Each one rendered anew, and found to have the live value. */
  readonly adopted: readonly AdoptedField[];
  readonly unadopted: readonly UnadoptedField[];
  /** What else the region renders otherwise then. */
  readonly sideEffects: readonly SideEffect[];
  /** What region.yaml would have been refused for; then nothing is adopted. */
  readonly problems: readonly Problem[];
  /** Ready to paste under `spec.agent.drift.ignore`, for what could not be adopted. */
  readonly ignoreRule?: string;
}
