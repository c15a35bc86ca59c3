import type { KindDefinition } from './kind-definition.ts';
import { renderPath } from './render-path.ts';
import type { SchemaProblem, SchemaSet } from './schema-set.ts';

/** One error as ajv's standalone code reports it. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
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

/** Gives the kinds and generated checks of one release as a {@link SchemaSet}. */
export function createSchemaSet(
  name: string,
  kinds: readonly KindDefinition<unknown>[],
  validators: Readonly<Record<string, Validator>>,
): SchemaSet {
  return {
    name,
    kinds,
    has: (apiVersion, kind) => Object.hasOwn(validators, `${apiVersion}/${kind}`),
    validate: (object) => validateObject(name, validators, object),
  };
}

/** Joins sets into one that checks each object by the set that knows its kind. */
export function joinSchemaSets(sets: readonly SchemaSet[]): SchemaSet {
  const name = sets.map((set) => set.name).join(', ');
  const find = (apiVersion: string, kind: string): SchemaSet | undefined =>
    sets.find((set) => set.has(apiVersion, kind));
  return {
    name,
    kinds: sets.flatMap((set) => set.kinds),
    has: (apiVersion, kind) => find(apiVersion, kind) !== undefined,
    validate: (object) => {
      const { apiVersion, kind } = readKind(object);
      return find(apiVersion, kind)?.validate(object) ?? [toUnknownKind(name, apiVersion, kind)];
    },
  };
}

function validateObject(
  name: string,
  validators: Readonly<Record<string, Validator>>,
  object: unknown,
): readonly SchemaProblem[] {
  const { apiVersion, kind } = readKind(object);
  const key = `${apiVersion}/${kind}`;
  const validator = Object.hasOwn(validators, key) ? validators[key] : undefined;
  if (validator === undefined) {
    return [toUnknownKind(name, apiVersion, kind)];
  }
  return validator(object) ? [] : (validator.errors ?? []).map(toProblem);
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
  const { additionalProperty, missingProperty, allowedValue, allowedValues } = error.params;
  if (typeof additionalProperty === 'string') {
    const path = renderPath([...keys, additionalProperty]);
    return { path, rule, message: 'is not a field of this kind' };
  }
  if (typeof missingProperty === 'string') {
    return { path: renderPath([...keys, missingProperty]), rule, message: 'is required' };
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
