import type { ExplainedChild, FieldExplanation } from './explain-field.ts';
import { INDENT, renderRow } from './render-row.ts';
import { wrapText } from './wrap-text.ts';

/** Gives an explanation as plain text, at most 100 columns wide where a word allows it; ends in a line feed. */
export function renderExplanation(explanation: FieldExplanation): string {
  const { kind, path, children } = explanation;
  const lines = [path === '' ? kind : `${kind} ${path}`, ...wrapText(explanation.description, INDENT), ''];
  for (const [label, text] of rowsOf(explanation)) {
    lines.push(...renderRow(label, text));
  }
  if (children.length > 0) lines.push('', `${INDENT}fields`, ...children.flatMap(renderChild));
  return `${lines.join('\n')}\n`;
}

function rowsOf(explanation: FieldExplanation): readonly (readonly [string, string])[] {
  const { type, allowed, default: value, source, effect, required } = explanation;
  return [
    ['type', type] as const,
    ['required', required ? 'yes' : 'no'] as const,
    ...(allowed === undefined ? [] : [['allowed', allowed] as const]),
    ...(value === undefined ? [] : [['default', JSON.stringify(value)] as const]),
    ...(source === undefined ? [] : [['source', source] as const]),
    ...(effect === undefined ? [] : [['effect', effect] as const]),
  ];
}

function renderChild({
  name,
  type,
  description,
  default: value,
  required,
}: ExplainedChild): readonly string[] {
  const note = value === undefined ? (required ? ', required' : '') : `, default ${JSON.stringify(value)}`;
  return [`${INDENT}${INDENT}${name} (${type}${note})`, ...wrapText(description, INDENT.repeat(4))];
}
