import { type FieldPath, renderFieldPath } from './field-path.ts';

/** One step of an explained path: a name, `[]` for every item, `<name>` for every key. */
const STEP = /\[\]|<name>|[^.[\]]+/g;

/** A value that is worth a line of its own: a scalar, or a list without mappings. */
export interface Leaf {
  /** Path in the document, such as `spec.aws.privateConnections[0].type`. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * Gives the values at a field and below it, in the document's order; none where the document holds nothing there.
 *
 * @param document a file's values, with their defaults
 * @param path as {@link FieldExplanation} has it, such as `spec.aws.zones[]` or `spec.compute`
 */
export function listLeaves(document: unknown, path: string): readonly Leaf[] {
  const steps = path.match(STEP) ?? [];
  let found: readonly (readonly [FieldPath, unknown])[] = [[[], document]];
  for (const step of steps) {
    found = found.flatMap(([base, value]) =>
      childrenOf(value)
        .filter(([name]) => matches(name, step))
        .map(([name, child]) => [[...base, name], child] as const),
    );
  }
  return found.flatMap(([base, value]) => leavesBelow(base, value));
}

function matches(name: string | number, step: string): boolean {
  if (step === '[]') return typeof name === 'number';
  return name === step || (step === '<name>' && typeof name === 'string');
}

function leavesBelow(path: FieldPath, value: unknown): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isBranch(value)) return [{ path: renderFieldPath(path), value }];
  return childrenOf(value).flatMap(([name, child]) => leavesBelow([...path, name], child));
}

function isBranch(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null);
  return typeof value === 'object' && value !== null;
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
