import type { DescribedKind } from './described-kind.ts';
import type { JsonSchema } from './json-schema.ts';
import { type Conversion, toJsonSchema, toRequired } from './to-json-schema.ts';

/** Longest `metadata.name` of an object with a DNS subdomain as its name (RFC 1123). */
const MAX_NAME_LENGTH = 253;

/** Longest namespace name, a DNS label (RFC 1123). */
const MAX_NAMESPACE_LENGTH = 63;

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** Kinds whose names are path segments rather than DNS subdomains (`system:auth-delegator`). */
const PATH_NAMED_GROUPS = new Set(['rbac.authorization.k8s.io']);

/** Fields that rendered objects never carry, or that are checked by this module's own schema. */
const OWN_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Longest value of a label, and longest name behind the slash of a label's or annotation's key. */
const MAX_LABEL_LENGTH = 63;

const LABEL_NAME = `[A-Za-z0-9]([-A-Za-z0-9_.]{0,${MAX_LABEL_LENGTH - 2}}[A-Za-z0-9])?`;

/** Key of a label or annotation: an optional DNS subdomain, then a name. */
const KEYS: JsonSchema = { pattern: `^(${DNS_LABEL}(\\.${DNS_LABEL})*/)?${LABEL_NAME}$` };

const LABELS: JsonSchema = {
  type: 'object',
  propertyNames: KEYS,
  additionalProperties: { type: 'string', pattern: `^(${LABEL_NAME})?$` },
};

const ANNOTATIONS: JsonSchema = {
  type: 'object',
  propertyNames: KEYS,
  additionalProperties: { type: 'string' },
};

/** Gives the schema of a whole rendered object: exact `apiVersion` and `kind`, `metadata`, no `status`. */
export function toObjectSchema(kind: DescribedKind, conversion: Conversion): JsonSchema {
  const { status: _status, ...properties } = kind.schema.properties ?? {};
  const converted = toJsonSchema({ ...kind.schema, type: 'object', properties }, conversion);
  const own = Object.entries(converted.properties ?? {}).filter(([name]) => !OWN_FIELDS.has(name));
  const required = toRequired(kind.schema, conversion.dialect).filter((name) => !OWN_FIELDS.has(name));
  return {
    type: 'object',
    properties: {
      apiVersion: { const: kind.apiVersion },
      kind: { const: kind.kind },
      metadata: toMetadataSchema(kind),
      ...Object.fromEntries(own),
    },
    required: ['apiVersion', 'kind', 'metadata', ...required],
    additionalProperties: false,
    ...(converted.allOf === undefined ? {} : { allOf: converted.allOf }),
  };
}

function toMetadataSchema(kind: DescribedKind): JsonSchema {
  const pattern = PATH_NAMED_GROUPS.has(kind.group) ? '^[^/%]+$' : `^${DNS_LABEL}(\\.${DNS_LABEL})*$`;
  const namespace: JsonSchema = {
    type: 'string',
    maxLength: MAX_NAMESPACE_LENGTH,
    pattern: `^${DNS_LABEL}$`,
  };
  return {
    type: 'object',
    properties: {
      name: { type: 'string', maxLength: MAX_NAME_LENGTH, pattern },
      ...(kind.namespaced ? { namespace } : {}),
      labels: LABELS,
      annotations: ANNOTATIONS,
      finalizers: { type: 'array', items: { type: 'string' } },
    },
    required: kind.namespaced ? ['name', 'namespace'] : ['name'],
    additionalProperties: false,
  };
}
