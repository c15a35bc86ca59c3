import { asJsonObject, isJsonObject, type JsonObject } from './json-object.ts';

/** Gives a value without the fields that its OpenAPI schema does not know, which the API server would drop. */
export function pruneToSchema(value: unknown, schema: JsonObject): unknown {
  if (Array.isArray(value)) return value.map((each) => pruneToSchema(each, asJsonObject(schema['items'])));
  if (!isJsonObject(value) || schema['x-kubernetes-preserve-unknown-fields'] === true) return value;
  const { properties, additionalProperties } = schema;
  const kept = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const child = asJsonObject(properties)[name] ?? additionalProperties;
    if (child === undefined || child === false) return [];
    return [[name, pruneToSchema(each, asJsonObject(child))]];
  });
  return Object.fromEntries(kept);
}
