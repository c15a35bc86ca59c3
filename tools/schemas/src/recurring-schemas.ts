import type { JsonSchema } from './json-schema.ts';
import { isJsonObject, toCanonicalText } from './plain-json.ts';

/** Schemas in which everything that occurs more than once has become a reference. */
export interface SplitSchemas {
  readonly schemas: readonly JsonSchema[];
  /** Recurring parts by the name that refers to them. */
  readonly recurring: ReadonlyMap<string, JsonSchema>;
}

/** Smaller schemas cost less in place than a call (measured on provider-aws: characters of JSON). */
const SMALLEST_RECURRING = 80;

/**
 * Splits recurring object and list schemas off, so that the code of a reference, a selector or a list of
 * tags exists once a set and not once a field: it shrinks provider-aws's validators to a fraction.
 */
export function splitRecurring(schemas: readonly JsonSchema[]): SplitSchemas {
  const counts = new Map<string, number>();
  for (const schema of schemas) {
    countParts(schema, counts);
  }
  const recurring = new Map<string, JsonSchema>();
  const names = new Map<string, string>();
  const split = (schema: JsonSchema): JsonSchema => {
    const text = toCanonicalText(schema);
    if ((counts.get(text) ?? 0) < 2 || text.length < SMALLEST_RECURRING) {
      return mapParts(schema, split);
    }
    const known = names.get(text);
    if (known !== undefined) {
      return { $ref: known };
    }
    const name = `recurring${names.size}`;
    names.set(text, name);
    recurring.set(name, mapParts(schema, split));
    return { $ref: name };
  };
  return { schemas: schemas.map((schema) => mapParts(schema, split)), recurring };
}

function countParts(schema: JsonSchema, counts: Map<string, number>): void {
  mapParts(schema, (part) => {
    const text = toCanonicalText(part);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    if (count === 1) {
      countParts(part, counts);
    }
    return part;
  });
}

/** Gives the schema with every direct sub-schema of its structure replaced; constraints stay in place. */
function mapParts(schema: JsonSchema, map: (part: JsonSchema) => JsonSchema): JsonSchema {
  const { properties, items, additionalProperties } = schema;
  const entries = Object.entries(properties ?? {}).map(([name, part]) => [name, map(part)] as const);
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(entries) }),
    ...(items === undefined ? {} : { items: map(items) }),
    ...(isJsonObject(additionalProperties) ? { additionalProperties: map(additionalProperties) } : {}),
  };
}
