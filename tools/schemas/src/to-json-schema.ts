import type { JsonSchema, ListMapKey } from './json-schema.ts';
import type { CelRule, OpenApiSchema } from './openapi-schema.ts';
import { translateCelRule } from './translate-cel.ts';

/**
 * Where schemas come from. In a CRD an object without properties is empty, and a default counts as given; in
 * Kubernetes' own documents such an object may hold anything, and the defaults are Go's zero values.
 */
export type Dialect = 'crd' | 'kubernetes';

/** What the conversion needs to know besides the schema, and what it finds out. */
export interface Conversion {
  readonly dialect: Dialect;
  /** Turns a `$ref` into the reference of the result. */
  readonly toReference: (ref: string) => string;
  /** CEL rules that JSON Schema cannot say; only the API server checks them. */
  readonly untranslated: CelRule[];
  /** How many CEL rules became JSON Schema. */
  translated: number;
  /** Patterns that JavaScript cannot read; only the API server checks them. */
  readonly droppedPatterns: string[];
}

/** Keywords that mean the same in OpenAPI and in JSON Schema. */
const SAME_KEYWORDS = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'multipleOf',
] as const;

/** Starts a conversion; `toReference` gives the name under which a `$ref`'s target is known to ajv. */
export function startConversion(dialect: Dialect, toReference: (ref: string) => string): Conversion {
  return { dialect, toReference, untranslated: [], translated: 0, droppedPatterns: [] };
}

/**
 * Gives the JSON Schema of what the API server accepts under strict validation: closed objects, defaults
 * counted as given, formats left out.
 */
export function toJsonSchema(schema: OpenApiSchema, conversion: Conversion): JsonSchema {
  const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  if (reference !== undefined) {
    return { $ref: conversion.toReference(reference) };
  }
  const structure: JsonSchema = {
    ...toTypeKeyword(schema),
    ...toObjectKeywords(schema, conversion),
    ...(schema.items === undefined ? {} : { items: toJsonSchema(schema.items, conversion) }),
    ...toListKeywords(schema),
    ...toValueKeywords(schema, conversion),
  };
  const rules = toRules(schema, conversion);
  return rules.length === 0 ? structure : { ...structure, allOf: [...(structure.allOf ?? []), ...rules] };
}

/** Gives the names that an object must have after the API server has filled in defaults. */
export function toRequired(schema: OpenApiSchema, dialect: Dialect): readonly string[] {
  const required = schema.required ?? [];
  return dialect === 'crd'
    ? required.filter((name) => schema.properties?.[name]?.default === undefined)
    : required;
}

function toTypeKeyword(schema: OpenApiSchema): JsonSchema {
  const types = toTypes(schema);
  if (types.length === 0) {
    return {};
  }
  const all = schema.nullable === true ? [...types, 'null'] : types;
  return { type: all.length === 1 ? (all[0] ?? '') : all };
}

function toTypes(schema: OpenApiSchema): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return ['integer', 'string'];
  }
  return schema.type === undefined ? (toTypeChoice(schema) ?? []) : [schema.type];
}

/** Kubernetes writes IntOrString and Quantity as a choice between bare types. */
function toTypeChoice(schema: OpenApiSchema): readonly string[] | undefined {
  const types = (schema.oneOf ?? []).map((choice) => choice.type).filter((type) => type !== undefined);
  return types.length > 0 && types.length === schema.oneOf?.length ? types : undefined;
}

function toObjectKeywords(schema: OpenApiSchema, conversion: Conversion): JsonSchema {
  if (schema.type !== 'object') {
    return {};
  }
  const properties = Object.entries({ ...(schema.properties ?? {}), ...toEmbedded(schema) });
  const required = [
    ...toRequired(schema, conversion.dialect),
    ...(isEmbedded(schema) ? ['apiVersion', 'kind'] : []),
  ];
  const converted = properties.map(([name, property]) => [name, toJsonSchema(property, conversion)] as const);
  const rest = toAdditionalProperties(schema, conversion);
  return {
    ...(properties.length > 0 ? { properties: Object.fromEntries(converted) } : {}),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
    ...(rest === true ? {} : { additionalProperties: rest }),
  };
}

function toAdditionalProperties(schema: OpenApiSchema, conversion: Conversion): JsonSchema | boolean {
  const rest = schema.additionalProperties;
  if (typeof rest === 'object') {
    return toJsonSchema(rest, conversion);
  }
  const isBare = conversion.dialect === 'kubernetes' && schema.properties === undefined;
  return rest === true || isBare || schema['x-kubernetes-preserve-unknown-fields'] === true;
}

function isEmbedded(schema: OpenApiSchema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}

function toEmbedded(schema: OpenApiSchema): Readonly<Record<string, OpenApiSchema>> {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return isEmbedded(schema)
    ? { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: open }
    : {};
}

function toListKeywords(schema: OpenApiSchema): JsonSchema {
  const kind = schema.type === 'array' ? schema['x-kubernetes-list-type'] : undefined;
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  if (kind === 'map' && names.length > 0) {
    return { listMapKeys: { fields: names.map((name) => toListMapKey(name, schema.items)) } };
  }
  return kind === 'set' ? { uniqueItems: true } : {};
}

function toListMapKey(name: string, items: OpenApiSchema | undefined): ListMapKey {
  const fallback = items?.properties?.[name]?.default;
  const isScalar =
    typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean';
  return isScalar ? { name, fallback } : { name };
}

function toValueKeywords(schema: OpenApiSchema, conversion: Conversion): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const keyword of SAME_KEYWORDS) {
    const value = (schema as Readonly<Record<string, unknown>>)[keyword];
    if (value !== undefined) {
      result[keyword] = value;
    }
  }
  if (schema.enum !== undefined) {
    result['enum'] = schema.nullable === true ? [...schema.enum, null] : schema.enum;
  }
  if (schema.pattern !== undefined && canRead(schema.pattern, conversion)) {
    result['pattern'] = schema.pattern;
  }
  return { ...result, ...toLimits(schema), ...toJunctors(schema, conversion) };
}

/** OpenAPI 3.0 marks a limit as exclusive by a boolean, JSON Schema by a keyword of its own. */
function toLimits(schema: OpenApiSchema): JsonSchema {
  const { minimum, maximum } = schema;
  return {
    ...(minimum === undefined
      ? {}
      : { [schema.exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined
      ? {}
      : { [schema.exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
}

function toJunctors(schema: OpenApiSchema, conversion: Conversion): JsonSchema {
  const convertAll = (schemas: readonly OpenApiSchema[]): readonly JsonSchema[] =>
    schemas.map((part) => toConstraint(part, conversion));
  const isUnion = schema['x-kubernetes-int-or-string'] === true;
  const isChoice = schema.type === undefined && toTypeChoice(schema) !== undefined;
  return {
    ...(schema.allOf === undefined ? {} : { allOf: convertAll(schema.allOf) }),
    ...(schema.anyOf === undefined || isUnion ? {} : { anyOf: convertAll(schema.anyOf) }),
    ...(schema.oneOf === undefined || isChoice ? {} : { oneOf: convertAll(schema.oneOf) }),
    ...(schema.not === undefined ? {} : { not: toConstraint(schema.not, conversion) }),
  };
}

/** Inside allOf, anyOf, oneOf and not a structural schema has no types and closes no object. */
function toConstraint(schema: OpenApiSchema, conversion: Conversion): JsonSchema {
  const properties = Object.entries(schema.properties ?? {});
  const converted = properties.map(([name, property]) => [name, toConstraint(property, conversion)] as const);
  return {
    ...(properties.length > 0 ? { properties: Object.fromEntries(converted) } : {}),
    ...(schema.required === undefined ? {} : { required: schema.required }),
    ...(schema.items === undefined ? {} : { items: toConstraint(schema.items, conversion) }),
    ...toValueKeywords(schema, conversion),
  };
}

function canRead(pattern: string, conversion: Conversion): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    conversion.droppedPatterns.push(pattern);
    return false;
  }
}

function toRules(schema: OpenApiSchema, conversion: Conversion): readonly JsonSchema[] {
  const rules: JsonSchema[] = [];
  for (const rule of schema['x-kubernetes-validations'] ?? []) {
    const celRule = translateCelRule(rule, schema);
    if (celRule === undefined) {
      conversion.untranslated.push(rule);
    } else {
      rules.push({ celRule });
      conversion.translated += 1;
    }
  }
  return rules;
}
