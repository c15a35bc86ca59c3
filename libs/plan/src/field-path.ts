/** A step into a value. */
export type Segment =
  | { readonly field: string }
  | { readonly index: number }
  /** An item of a list by its key fields, such as `{name: 'web'}`. */
  | { readonly item: Readonly<Record<string, unknown>> }
  /** Into the document that a field holds as text. */
  | { readonly document: true };

/** Mark of the step into a document. */
export const INTO_DOCUMENT = ' › ';

/** Names that need no brackets. */
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z0-9_$-]*$/;

/** Gives a path as people read it, such as `spec.rule[0].tags[a/b]`. */
export function renderFieldPath(segments: readonly Segment[]): string {
  return segments.reduce((path, segment) => path + renderSegment(segment, path), '');
}

/** Gives the path without positions, keys and documents, by which rules are looked up: `spec.rule.tags.a/b`. */
export function toRulePath(segments: readonly Segment[]): string {
  return segments.flatMap((segment) => ('field' in segment ? [segment.field] : [])).join('.');
}

function renderSegment(segment: Segment, before: string): string {
  if ('document' in segment) return INTO_DOCUMENT;
  if ('index' in segment) return `[${segment.index}]`;
  if ('item' in segment) {
    const keys = Object.entries(segment.item).map(([key, value]) => `${key}=${String(value)}`);
    return `[${keys.join(',')}]`;
  }
  if (!PLAIN_NAME.test(segment.field)) return `[${segment.field}]`;
  return before === '' || before.endsWith(INTO_DOCUMENT) ? segment.field : `.${segment.field}`;
}
