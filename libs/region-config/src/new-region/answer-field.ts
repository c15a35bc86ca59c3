import { composeSchema } from '../compose-schema.ts';
import type { CloudSchemas, SchemaNode } from '../documented-schema.ts';
import { parseFieldPath } from '../field-path.ts';
import { findField } from '../schema-fields.ts';

/** A list's item that is chosen by its type, in the path of a question. */
const CHOSEN_ITEM = /\[type=[a-z-]+\]/g;

/** Words for yes and no. */
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/** What the schema says about the field of a question. */
export interface AnswerField {
  /** Path as the schemas and `atoll explain` know it, such as `spec.aws.privateConnections[].routes`. */
  readonly path: string;
  readonly node: SchemaNode;
}

/**
 * Gives the field of a Region that a question answers.
 *
 * @throws RangeError for a path that no Region has: the list of questions is wrong
 */
export function answerFieldOf(clouds: readonly CloudSchemas[], path: string): AnswerField {
  const known = path.replaceAll(CHOSEN_ITEM, '[]');
  const steps = parseFieldPath(known);
  const field = steps === undefined ? undefined : findField(composeSchema('Region', clouds), steps);
  if (field === undefined) throw new RangeError(`a question answers ${path}, which no Region has`);
  return { path: known, node: field.node };
}

/**
 * Reads what a person typed as the value that the schema wants; a list is parted by commas or spaces.
 *
 * A text that cannot be read as that type is given back as it is, so that the schema says what is wrong with it.
 */
export function parseAnswer(node: SchemaNode, text: string): unknown {
  const typed = text.trim();
  if (node.type === 'array') {
    const items = typed.split(/[\s,]+/).filter((item) => item !== '');
    return items.map((item) => parseAnswer(node.items ?? {}, item));
  }
  if (node.type === 'integer' || node.type === 'number') {
    return typed !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed;
  }
  if (node.type === 'boolean') return BOOLEANS[typed.toLowerCase()] ?? typed;
  return typed;
}

/** Gives a value as a person would type it. */
export function renderAnswer(value: unknown): string {
  if (Array.isArray(value)) return value.map(renderAnswer).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
