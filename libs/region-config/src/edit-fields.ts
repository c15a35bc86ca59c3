import { type Document, isMap, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';
import { parseFieldPath } from './field-path.ts';

/** Lines are never folded: a folded ARN is hard to search for. */
const STYLE = { lineWidth: 0 } as const;

/** `- ` at the column of its key, as in `zones:` followed by `- a`. */
const UNINDENTED_LIST = /^( *)[^\s#-].*:[^\S\n]*(?:#.*)?\n\1- /m;

/** Texts on one line, whose place in the file can be given to another text. */
const INLINE_TYPES = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const;

/** One field of a file and what it is to hold. */
export interface FieldEdit {
  /** Path such as `spec.compute.nodes.max`, without list items. */
  readonly path: string;
  /** A scalar or plain data; undefined takes the field out. */
  readonly value: unknown;
}

/**
 * Gives the text of a file with other values in some fields; comments, order, quotes and line ends stay.
 *
 * A scalar that is there is replaced in its place, and no other byte changes. The text must have been validated.
 */
export function editFields(text: string, edits: readonly FieldEdit[]): string {
  return edits.reduce(editField, text);
}

function editField(text: string, { path, value }: FieldEdit): string {
  const steps = parseFieldPath(path) ?? [];
  const document = parseDocument(text);
  const node = document.getIn(steps, true);
  if (isScalar(node) && node.range && isInline(node.type) && isPlainScalar(value)) {
    const [start, end] = node.range;
    const style = { ...STYLE, defaultStringType: node.type };
    return `${text.slice(0, start)}${stringify(value, style).trimEnd()}${text.slice(end)}`;
  }
  if (value === undefined) document.deleteIn(steps);
  else requireMaps(document, steps.slice(0, -1)).set(steps.at(-1), document.createNode(value));
  return render(text, document);
}

function isInline(type: unknown): type is (typeof INLINE_TYPES)[number] {
  return INLINE_TYPES.some((inline) => inline === type);
}

function isPlainScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
}

function requireMaps(document: Document, steps: readonly (string | number)[]): YAMLMap {
  return steps.reduce<YAMLMap>((map, step) => {
    const child = map.get(step, true);
    if (isMap(child)) return asBlock(child);
    const made = document.createNode({}) as YAMLMap;
    map.set(step, made);
    return asBlock(made);
  }, document.contents as YAMLMap);
}

/** `{}` would go on as one long line. */
function asBlock(map: YAMLMap): YAMLMap {
  if (map.items.length === 0) map.flow = false;
  return map;
}

function render(text: string, document: Document): string {
  const edited = document.toString({ ...STYLE, indentSeq: !UNINDENTED_LIST.test(text) });
  return text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
}
