import type { KindDefinition } from './kind-definition.ts';

/** One thing in a rendered object that the API server would refuse. */
export interface SchemaProblem {
  /** Field such as `spec.forProvider.tags["a/b"]` or `spec.subnets[2].cidr`; empty for the whole object. */
  readonly path: string;
  /** `unknown-field`, `unknown-kind` (no schema), `cel` (a translated validation rule) or a JSON Schema keyword. */
  readonly rule: string;
  /** What is wrong or allowed, without the path. */
  readonly message: string;
}

/** The schemas of one release: its kinds and a check of whole objects. */
export interface SchemaSet {
  /** Short name such as `provider-aws`. */
  readonly name: string;
  readonly kinds: readonly KindDefinition<unknown>[];
  /** Says whether an object of that kind can be checked here. */
  readonly has: (apiVersion: string, kind: string) => boolean;
  /** Gives every problem of the object, in the order of the schema; none if the API server would take it. */
  readonly validate: (object: unknown) => readonly SchemaProblem[];
}
