import { describeExpected } from './describe-expected.ts';
import { cutText, describeValue, isSecretPath, quoteValue } from './describe-value.ts';
import type { SchemaNode } from './documented-schema.ts';
import type { FieldPath } from './field-path.ts';

/** A decimal number, as people write it. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Words for true and false: quoted ones, and those of YAML 1.1, which are text in YAML 1.2. */
const TRUTH_REMEDIES: ReadonlyMap<string, string> = new Map([
  ['true', '; remove the quotes'],
  ['false', '; remove the quotes'],
  ['yes', '; write true'],
  ['on', '; write true'],
  ['no', '; write false'],
  ['off', '; write false'],
]);

/** What else is known of a value of the wrong type. */
export interface TypeContext {
  readonly schema: SchemaNode;
  /** The value as it stands in the file: quoting `1.30` has to give "1.30", not "1.3". */
  readonly source: string | undefined;
}

/** Gives the sentence for a value of the wrong type, with the remedy where quotation marks are the cause. */
export function describeType(value: unknown, path: FieldPath, { schema, source }: TypeContext): string {
  const expected = describeExpected(schema);
  if (value === null) return `is empty; expected ${expected}`;
  if (isSecretPath(path) || typeof value === 'object')
    return `expected ${expected}, got ${describeValue(value, path)}`;
  const got = typeof value === 'string' ? quoteValue(value) : cutText(source ?? String(value));
  const type = schema.type === 'string' ? `the ${typeof value} ` : '';
  return `expected ${expected}, got ${type}${got}${describeRemedy(value, schema, source)}`;
}

function describeRemedy(value: unknown, schema: SchemaNode, source: string | undefined): string {
  if (typeof value !== 'string')
    return schema.type === 'string' ? `; quote it: ${quoteValue(source ?? String(value))}` : '';
  switch (schema.type) {
    case 'integer':
    case 'number':
      return NUMBER.test(value) ? '; remove the quotes' : '';
    case 'boolean':
      return TRUTH_REMEDIES.get(value.toLowerCase()) ?? '';
    case 'array':
      return '; write it as an item: "- " and the value';
    default:
      return '';
  }
}
