import type { KindDefinition } from './kind-definition.ts';
import { createKindMap } from './kind-map.ts';
import { renderPath } from './render-path.ts';
import type { SchemaProblem, SchemaSet } from './schema-set.ts';

/** One error as ajv's standalone code reports it. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** Set on errors about a property's name instead of its value. */
  readonly propertyName?: string;
}

/** A generated check of one kind; `errors` holds what the last call found. */
export interface Validator {
  (object: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** Names of rules that are clearer than the keyword that finds them. */
const RULE_NAMES: Readonly<Record<string, string>> = {
  additionalProperties: 'unknown-field',
  celRule: 'cel',
};

/**
 * Gives the kinds and generated checks of one release as a {@link SchemaSet}.
 *
 * @param validators by `<apiVersion>/<Kind>`
 */
export function createSchemaSet(
  name: string,
  kinds: readonly KindDefinition<unknown>[],
  validators: Readonly<Record<string, Validator>>,
): SchemaSet {
  const byKind = createKindMap(
    Object.entries(validators).map(([key, validator]) => {
      const place = key.lastIndexOf('/');
      return [key.slice(0, place), key.slice(place + 1), validator] as const;
    }),
  );
  return {
    name,
    kinds,
    has: (apiVersion, kind) => byKind.get(apiVersion)?.has(kind) === true,
    validate: (object) => {
      const { apiVersion, kind } = readKind(object);
      const validator = byKind.get(apiVersion)?.get(kind);
      return validator === undefined
        ? [toUnknownKind(name, apiVersion, kind)]
        : runValidator(validator, object);
    },
  };
}

/** Joins sets into one that checks each object by the first set that knows its kind. */
export function joinSchemaSets(sets: readonly SchemaSet[]): SchemaSet {
  const name = sets.map((set) => set.name).join(', ');
  const kinds = sets.flatMap((set) => set.kinds);
  const byKind = createKindMap(
    sets.flatMap((set) => set.kinds.map(({ apiVersion, kind }) => [apiVersion, kind, set] as const)),
  );
  return {
    name,
    kinds,
    has: (apiVersion, kind) => byKind.get(apiVersion)?.has(kind) === true,
    validate: (object) => {
      const { apiVersion, kind } = readKind(object);
      const set = byKind.get(apiVersion)?.get(kind);
      return set === undefined ? [toUnknownKind(name, apiVersion, kind)] : set.validate(object);
    },
  };
}

function runValidator(validator: Validator, object: unknown): readonly SchemaProblem[] {
  if (validator(object)) {
    return [];
  }
  // An error about a name is followed by one that also says where the name stands.
  return (validator.errors ?? []).filter((error) => error.propertyName === undefined).map(toProblem);
}

function readKind(object: unknown): { readonly apiVersion: string; readonly kind: string } {
  const { apiVersion, kind } = (object ?? {}) as { readonly apiVersion?: unknown; readonly kind?: unknown };
  return { apiVersion: String(apiVersion), kind: String(kind) };
}

function toUnknownKind(name: string, apiVersion: string, kind: string): SchemaProblem {
  return { path: '', rule: 'unknown-kind', message: `${apiVersion} ${kind} has no schema in ${name}` };
}

function toProblem(error: ValidatorError): SchemaProblem {
  const keys = toKeys(error.instancePath);
  const rule = RULE_NAMES[error.keyword] ?? error.keyword;
  const { additionalProperty, missingProperty, propertyName, allowedValue, allowedValues } = error.params;
  if (typeof additionalProperty === 'string') {
    const path = renderPath([...keys, additionalProperty]);
    return { path, rule, message: 'is not a field of this kind' };
  }
  if (typeof missingProperty === 'string') {
    return { path: renderPath([...keys, missingProperty]), rule, message: 'is required' };
  }
  if (typeof propertyName === 'string') {
    return { path: renderPath([...keys, propertyName]), rule, message: 'is not a valid name here' };
  }
  const allowed = Array.isArray(allowedValues)
    ? allowedValues
    : allowedValue === undefined
      ? []
      : [allowedValue];
  const message =
    allowed.length > 0
      ? `must be ${allowed.map((value) => JSON.stringify(value)).join(' or ')}`
      : (error.message ?? `fails ${error.keyword}`);
  return { path: renderPath(keys), rule, message };
}

/** A JSON Pointer does not tell list positions from numeric names; Kubernetes has no numeric field names. */
function toKeys(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^(0|[1-9][0-9]*)$/.test(part) ? Number(part) : part));
}
