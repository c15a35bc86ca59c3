import type { HealingAct } from './healing-decision.ts';

/** An act whose effect has not been seen to last. */
export interface OpenAct {
  readonly act: HealingAct;
  /** `<uid>/<resourceVersion>` of what was acted on; `absent` for what was not there. */
  readonly seen: string;
  /** Paths that were not as in Git; an absence is the path ``. */
  readonly fields: readonly string[];
  /** The API server took the act, or the object was as in Git after it. */
  readonly isDone: boolean;
  /** The object was as in Git after it. */
  readonly isHealed: boolean;
}

/** A field that was healed and undone again. */
export interface FoughtField {
  readonly path: string;
  readonly rounds: number;
  /** Who undid it, as far as is known. */
  readonly writers: readonly string[];
}

/** What is remembered of one object between two decisions; plain JSON, so that the next leader can have it. */
export interface ObjectHealing {
  /** Acts since the object was last healed for good. */
  readonly acts: number;
  readonly lastActMs?: number;
  /** No act before then: what the API server asked for. */
  readonly retryAtMs?: number;
  readonly open?: OpenAct;
  readonly inSyncSinceMs?: number;
  /** Flux was asked since the object was last healed for good. */
  readonly isFluxAsked?: true;
  /** The API server refused the manifest, as a field of it cannot be changed. */
  readonly needsRecreation?: true;
  readonly fought: readonly FoughtField[];
  /** Since when a fight is left to a person. */
  readonly fightSinceMs?: number;
  /** `at` of the last request of a person that was served, or that was not needed any more. */
  readonly servedRequest?: string;
}

/** State of the circuit breaker over all objects; plain JSON. */
export interface BreakerState {
  readonly tokens: number;
  readonly atMs: number;
  readonly openUntilMs?: number;
}

/** What a decision depends on beside its input. */
export interface HealingMemory {
  /** undefined: nothing was done about the object. */
  readonly object: ObjectHealing | undefined;
  /** undefined: nothing was done at all. */
  readonly breaker: BreakerState | undefined;
}
