import type { ErrorObject } from 'ajv';
import type { Document } from 'yaml';
import { describeChoice, describeExpected } from './describe-expected.ts';
import { describeValue, quoteValue } from './describe-value.ts';
import type { SchemaNode } from './documented-schema.ts';
import type { Fault } from './fault.ts';
import { type FieldPath, type FieldStep, renderFieldPath } from './field-path.ts';
import { type FieldPart, offsetOfField, sourceOfField } from './locate-field.ts';
import { nearestName } from './nearest-name.ts';
import { describeType } from './type-fault.ts';
import { describeUnknown } from './unknown-field.ts';

/** Errors of one file that are looked at: more than are listed, and few enough to search the text for each. */
const MAX_ERRORS = 1000;

/** What the sentences are made with. */
export interface FaultContext {
  readonly document: Document.Parsed;
  /** Where the validated value stands, such as `spec.aws` for a cloud's block. */
  readonly prefix: FieldPath;
  /** Name of the top, for fields that stand there: `a Region`. */
  readonly title: string;
  /** Paths of all fields of the file's kind, for a field that stands in a wrong place. */
  readonly known: readonly string[];
  /** Blocks of clouds that are not the file's own, such as `spec.gcp`. */
  readonly foreign: readonly string[];
}

interface Finding {
  readonly path: FieldPath;
  readonly part: FieldPart;
  readonly message: string;
  readonly code: string;
}

/** Turns ajv's errors into one sentence each; a field of a wrong type gives that one alone. */
export function toSchemaFaults(
  errors: readonly ErrorObject[],
  value: unknown,
  context: FaultContext,
): readonly Fault[] {
  const wrongType = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  const faults = new Map<string, Fault>();
  for (const error of errors.slice(0, MAX_ERRORS)) {
    if (error.keyword !== 'type' && wrongType.has(error.instancePath)) continue;
    const { path, part, message, code } = toFinding(error, value, context);
    const key = renderFieldPath(path);
    const offset = offsetOfField(context.document, path, part);
    if (!faults.has(key)) faults.set(key, { offset, path, message, code });
  }
  return [...faults.values()];
}

function toFinding(error: ErrorObject, value: unknown, context: FaultContext): Finding {
  const path = [...context.prefix, ...stepsOf(error.instancePath, value)];
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const { title, known, foreign } = context;
      const message = describeUnknown({ name, parent: path, schema, title, known, foreign });
      return { path: [...path, name], part: 'key', message, code: 'ERR_CONFIG_UNKNOWN_FIELD' };
    }
    case 'required':
      return missing(path, schema, String(error.params.missingProperty));
    case 'discriminator':
      return wrongBranch(path, schema, error);
    case 'type': {
      const message = describeType(error.data, path, {
        schema,
        source: sourceOfField(context.document, path),
      });
      return { path, part: 'value', message, code: 'ERR_CONFIG_TYPE' };
    }
    case 'uniqueItems': {
      const [first, again] = [error.params.i as number, error.params.j as number].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const message = `item ${again} repeats item ${first}; remove one (items are counted from 0)`;
      return { path: [...path, again], part: 'value', message, code: 'ERR_CONFIG_DUPLICATE' };
    }
    default:
      return { path, part: 'value', message: describeWrong(error, path, schema), code: 'ERR_CONFIG_VALUE' };
  }
}

function missing(path: FieldPath, schema: SchemaNode, name: string): Finding {
  const child = schema.properties?.[name];
  const branches = schema.oneOf?.map((branch) => branch.properties?.[name]?.const);
  const expected = branches === undefined ? describeExpected(child ?? {}) : describeChoice(branches);
  const message = `is required and missing; expected ${expected}`;
  return { path: [...path, name], part: 'key', message, code: 'ERR_CONFIG_MISSING_FIELD' };
}

function wrongBranch(path: FieldPath, schema: SchemaNode, error: ErrorObject): Finding {
  const name = String(error.params.tag);
  const value = error.params.tagValue as unknown;
  if (value === undefined) return missing(path, schema, name);
  const inner = [...path, name];
  const choice = (schema.oneOf ?? []).map((branch) => branch.properties?.[name]?.const);
  const message = `expected ${describeChoice(choice)}, got ${describeValue(value, inner)}${suggest(value, choice)}`;
  return { path: inner, part: 'value', message, code: 'ERR_CONFIG_VALUE' };
}

function describeWrong(error: ErrorObject, path: FieldPath, schema: SchemaNode): string {
  const got = describeValue(error.data, path);
  if (error.keyword === 'not') return `${got} is reserved; choose another`;
  const expected = describeExpected(schema);
  switch (error.keyword) {
    case 'enum':
      return `expected ${expected}, got ${got}${suggest(error.data, schema.enum ?? [])}`;
    case 'minLength':
    case 'maxLength':
      return `expected text of ${describeLength(schema)}, got ${got} (${[...String(error.data)].length} characters)`;
    case 'minItems':
    case 'maxItems':
      return `expected ${expected}, got ${(error.data as readonly unknown[]).length}`;
    default:
      return `expected ${expected}, got ${got}`;
  }
}

function describeLength({ minLength, maxLength }: SchemaNode): string {
  if (minLength === undefined) return `at most ${maxLength} characters`;
  return maxLength === undefined
    ? `at least ${minLength} characters`
    : `${minLength} to ${maxLength} characters`;
}

function suggest(value: unknown, choice: readonly unknown[]): string {
  if (typeof value !== 'string') return '';
  const near = nearestName(value, choice.map(String));
  return near === undefined ? '' : `; did you mean ${quoteValue(near)}?`;
}

/** Gives the steps of a JSON pointer; only the value tells an index from a name of digits. */
function stepsOf(pointer: string, value: unknown): FieldPath {
  const steps: FieldStep[] = [];
  let node = value;
  for (const raw of pointer.split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(Array.isArray(node) ? Number(name) : name);
    node = (node as Record<string, unknown> | null)?.[name];
  }
  return steps;
}
