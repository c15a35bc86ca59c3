import type { SmokeResult } from '../smoke/smoke-requirement.ts';

/** What was read from a cluster: `stale` is a reading that could not be renewed, with its last value if there is one. */
export type Reading<Value> =
  | { readonly state: 'fresh'; readonly value: Value }
  | { readonly state: 'stale'; readonly why: string };

/** A condition, as Kubernetes and Crossplane write it. Instants are RFC 3339. */
export interface ObservedCondition {
  readonly status: 'True' | 'False' | 'Unknown';
  /** `lastTransitionTime`. */
  readonly since?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** Which part of a region: a stage of a half, one Flux Kustomization. */
export interface LayerName {
  readonly half: 'control-plane' | 'region';
  readonly layer: string;
}

/** A Flux Kustomization. */
export interface StageFact extends LayerName {
  /** Absent: Flux has not looked at it yet. */
  readonly ready?: ObservedCondition;
  /** Longest time that the stage is expected to take. */
  readonly timeoutMinutes: number;
}

/** A managed resource of Crossplane; it belongs to a stage of the control half. */
export interface ManagedFact {
  readonly kind: string;
  readonly name: string;
  readonly layer: string;
  readonly synced?: ObservedCondition;
  readonly ready?: ObservedCondition;
}

/** The last word of an agent. */
export interface AgentFact {
  readonly half: 'control-plane' | 'region';
  /** Absent: never heard. */
  readonly lastSeen?: string;
  /** How often it promises to be heard. */
  readonly intervalSeconds: number;
}

/** Everything that was observed of a region. An empty list is a fact; what could not be read is `stale`. */
export interface RegionFacts {
  readonly region: string;
  /** When somebody asked for the region: the creation of its Region object. */
  readonly requestedAt: string;
  readonly controlStages: Reading<readonly StageFact[]>;
  readonly managed: Reading<readonly ManagedFact[]>;
  readonly regionStages: Reading<readonly StageFact[]>;
  /** The agent in the region. */
  readonly agent: AgentFact;
  readonly smoke: readonly SmokeResult[];
}
