import type { KindDefinition } from '@atoll/typed-object';

/** One thing that the account of the agent may do: verbs on one resource. */
export interface AgentRule {
  /** Undefined: in the whole cluster. */
  readonly namespace: string | undefined;
  readonly group: string;
  /** Plural, with a subresource behind a slash where it is one: `regions/status`. */
  readonly resource: string;
  /** Only the objects of these names; absent: all. */
  readonly names?: readonly string[];
  readonly verbs: readonly string[];
}

/** An object that is rendered and that the agent watches. */
export interface WatchedObject {
  readonly kind: KindDefinition<unknown>;
  /** Undefined for kinds without namespaces. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** What watching takes: a list, and a watch from there; a single object is read where it must not be stale. */
export const READ = ['get', 'list', 'watch'] as const;
