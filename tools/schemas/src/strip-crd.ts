import { asJsonObject, isJsonObject, type JsonObject, toSortedJson } from './plain-json.ts';

/** Schema keywords whose value is one schema. */
const SCHEMA_KEYWORDS = new Set(['items', 'additionalProperties', 'not']);

/** Schema keywords whose value is a list of schemas. */
const SCHEMA_LIST_KEYWORDS = new Set(['allOf', 'anyOf', 'oneOf']);

/** Schema keywords whose value maps names to schemas. */
const SCHEMA_MAP_KEYWORDS = new Set(['properties', 'patternProperties', 'definitions']);

/**
 * Gives the CRD without prose: no descriptions in schemas and printer columns, no `status`, no
 * `spec.conversion`; keys sorted. A property that is *called* `description` stays.
 *
 * Package managers inject the conversion webhook, so a file that carried one would fight them.
 */
export function stripCrd(crd: unknown): JsonObject {
  const { apiVersion, kind, metadata, spec } = asJsonObject(crd);
  const { conversion: _conversion, versions, ...rest } = asJsonObject(spec);
  const { creationTimestamp: _creationTimestamp, ...kept } = asJsonObject(metadata);
  const stripped = {
    apiVersion,
    kind,
    metadata: kept,
    spec: { ...rest, versions: (Array.isArray(versions) ? versions : []).map(stripVersion) },
  };
  return asJsonObject(toSortedJson(stripped));
}

/** Gives a schema without its own and its sub-schemas' `description`. */
export function stripSchema(schema: unknown): unknown {
  if (!isJsonObject(schema)) {
    return schema;
  }
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword !== 'description' || typeof value !== 'string') {
      result[keyword] = stripKeyword(keyword, value);
    }
  }
  return result;
}

function stripKeyword(keyword: string, value: unknown): unknown {
  if (SCHEMA_KEYWORDS.has(keyword)) {
    return stripSchema(value);
  }
  if (SCHEMA_LIST_KEYWORDS.has(keyword) && Array.isArray(value)) {
    return value.map(stripSchema);
  }
  if (SCHEMA_MAP_KEYWORDS.has(keyword) && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, stripSchema(schema)]));
  }
  return value;
}

function stripVersion(version: unknown): JsonObject {
  const { schema, additionalPrinterColumns, ...rest } = asJsonObject(version);
  const columns = Array.isArray(additionalPrinterColumns)
    ? additionalPrinterColumns.map(stripColumn)
    : undefined;
  return {
    ...rest,
    ...(columns === undefined ? {} : { additionalPrinterColumns: columns }),
    schema: { openAPIV3Schema: stripSchema(asJsonObject(schema)['openAPIV3Schema']) },
  };
}

function stripColumn(column: unknown): JsonObject {
  const { description: _description, ...rest } = asJsonObject(column);
  return rest;
}
