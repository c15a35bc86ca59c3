/**
 * Keywords that Atoll adds to JSON Schema, on every field.
 *
 * `x-source` is the sentence that a default or a rule comes from, `x-effect` what changing the field does,
 * `x-form` a pattern in words with an example, such as `an IPv4 range in CIDR notation, such as 10.40.0.0/16`.
 * ajv ignores them (they are declared); problems, `atoll explain` and the reference page print them.
 */
export const documentationKeywords = ['x-source', 'x-effect', 'x-form'] as const;

/** A JSON Schema node as this project reads it: structure only, for walking (explain, reference, nearest names). */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly items?: SchemaNode;
  /** Only in the form "every value but this one". */
  readonly not?: { readonly const: unknown };
  readonly oneOf?: readonly SchemaNode[];
  readonly discriminator?: { readonly propertyName: string };
  readonly 'x-source'?: string;
  readonly 'x-effect'?: string;
  readonly 'x-form'?: string;
}

/** What a cloud adds to the kinds: the schema of the block that carries its name. */
export interface CloudSchemas {
  /** Name of the cloud and of its block, such as `aws`. */
  readonly cloud: string;
  /** Schema of `spec.<cloud>` in a Region. */
  readonly region: SchemaNode;
  /** Schema of `spec.<cloud>` in an Organization. */
  readonly organization: SchemaNode;
  /** Schema of `spec.<cloud>` in an Observed. */
  readonly observed: SchemaNode;
  /** Schema of `spec.subject.<cloud>` in an AccessGrant: who a grant is for, as the cloud knows them. */
  readonly subject: SchemaNode;
}
