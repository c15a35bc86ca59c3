import { quoteValue } from './describe-value.ts';
import type { SchemaNode } from './documented-schema.ts';

/** Gives what a schema allows, in words: `a whole number from 8 to 35`, `one of "small", "large"`. */
export function describeExpected(schema: SchemaNode): string {
  if (schema.const !== undefined) return quoteValue(schema.const);
  if (schema.enum !== undefined) return describeChoice(schema.enum);
  switch (schema.type) {
    case 'string':
      return describeText(schema);
    case 'integer':
      return `a whole number${describeRange(schema.minimum, schema.maximum)}`;
    case 'number':
      return `a number${describeRange(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return describeList(schema);
    default:
      return 'a mapping';
  }
}

/** Gives the allowed values: `one of "a", "b"`, or the only one. */
export function describeChoice(choice: readonly unknown[]): string {
  const quoted = choice.map(quoteValue).join(', ');
  return choice.length === 1 ? quoted : `one of ${quoted}`;
}

function describeText(schema: SchemaNode): string {
  if (schema['x-form'] !== undefined) return schema['x-form'];
  if (schema.pattern !== undefined) return `text that matches ${schema.pattern}`;
  const length = describeCount(schema.minLength, schema.maxLength, 'characters');
  return length === '' ? 'text' : `text of ${length}`;
}

function describeList(schema: SchemaNode): string {
  const count = describeCount(schema.minItems, schema.maxItems, 'items');
  const unique = schema.uniqueItems === true ? ' without repetition' : '';
  return `a list${count === '' ? '' : ` of ${count}`}${unique}`;
}

function describeRange(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return ` of at least ${least}`;
  return most === undefined ? '' : ` of at most ${most}`;
}

function describeCount(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && least === most) return `exactly ${countOf(least, unit)}`;
  if (least !== undefined && most !== undefined) return `${least} to ${countOf(most, unit)}`;
  if (least !== undefined) return `at least ${countOf(least, unit)}`;
  return most === undefined ? '' : `at most ${countOf(most, unit)}`;
}

function countOf(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`;
}
