import type { ExplainedChild, FieldExplanation } from './explain-field.ts';

/** Longest line: fits half a wide screen and every terminal that people split. */
const WIDTH = 100;

/** Column at which the values of `type`, `allowed` and so on start. */
const LABEL_WIDTH = 12;

const INDENT = '  ';

/** Gives an explanation as plain text, at most 100 columns wide where a word allows it; ends in a line feed. */
export function renderExplanation(explanation: FieldExplanation): string {
  const { kind, path, children } = explanation;
  const lines = [path === '' ? kind : `${kind} ${path}`, ...wrap(explanation.description, INDENT), ''];
  for (const [label, text] of rowsOf(explanation)) {
    lines.push(...wrap(text, `${INDENT}${label.padEnd(LABEL_WIDTH)}`));
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
  return [`${INDENT}${INDENT}${name} (${type}${note})`, ...wrap(description, INDENT.repeat(4))];
}

/** Breaks a text into lines; the first starts with `head`, the others with as many spaces. */
function wrap(text: string, head: string): readonly string[] {
  const margin = ' '.repeat(head.length);
  const lines: string[] = [];
  let line = head;
  let isFirst = true;
  for (const word of text.split(/\s+/)) {
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = margin + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
    isFirst = false;
  }
  return [...lines, line.trimEnd()];
}
