import { equalValues } from './equal-values.ts';
import { isRecord } from './is-record.ts';
import { escapeBrackets, renderKeyStep } from './render-key-step.ts';

/** One step of a path into an object, as FieldsV1 has it. */
export type FieldStep =
  | { readonly type: 'field'; readonly name: string }
  /** An item of a keyed list. */
  | { readonly type: 'item'; readonly keys: Readonly<Record<string, unknown>> }
  /** A value of a list that is a set. */
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'index'; readonly index: number };

/** Reads a key of FieldsV1; undefined for one that no known API server writes. */
export function parseFieldStep(key: string): FieldStep | undefined {
  const body = key.slice(2);
  switch (key.slice(0, 2)) {
    case 'f:':
      return { type: 'field', name: body };
    case 'k:': {
      const keys = parseJson(body);
      return isRecord(keys) ? { type: 'item', keys } : undefined;
    }
    case 'v:': {
      const value = parseJson(body);
      return value === undefined ? undefined : { type: 'value', value };
    }
    case 'i:':
      return { type: 'index', index: Number(body) };
    default:
      return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Writes a step as it stands in a path: `/replicas`, `[name=app]`, `[containerPort=80,protocol=TCP]`, `[=z]`, `[0]`. */
export function renderFieldStep(step: FieldStep): string {
  switch (step.type) {
    case 'field':
      return `/${escapeField(step.name)}`;
    case 'item':
      return renderKeyStep(step.keys);
    case 'value':
      return renderKeyStep({ '': step.value });
    case 'index':
      return `[${step.index}]`;
  }
}

/** Gives what stands behind a step; undefined where there is nothing. Inherited properties are nothing. */
export function takeStep(value: unknown, step: FieldStep): unknown {
  if (step.type === 'field') {
    return isRecord(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  if (step.type === 'index') return value[step.index] as unknown;
  if (step.type === 'value') return value.find((item) => equalValues(item, step.value)) as unknown;
  return value.find((item) => hasKeys(item, step.keys)) as unknown;
}

/** An item may leave out a key that has a default, such as the protocol of a port. */
function hasKeys(item: unknown, keys: Readonly<Record<string, unknown>>): boolean {
  return isRecord(item) && Object.entries(keys).every(([name, value]) => item[name] === value);
}

/** RFC 6901, the brackets of list steps, and the one name that would be taken for "any field" in a rule. */
function escapeField(name: string): string {
  return name === '*' ? '~4' : escapeBrackets(name).replaceAll('/', '~1');
}
