import { type Document, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { FieldPath, FieldStep } from './field-path.ts';

/** Which part of a field a place points at. */
export type FieldPart = 'key' | 'value';

/**
 * Gives the offset of a field's key or value.
 *
 * The value of a mapping, of a list and of an empty field is its key: that is where the reader looks. A field that is
 * not in the text, such as a defaulted one, gives the key of the nearest field around it.
 */
export function offsetOfField(document: Document.Parsed, path: FieldPath, part: FieldPart): number {
  let node: unknown = document.contents;
  let keyOffset = startOf(node) ?? 0;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === undefined) return keyOffset;
    keyOffset = child.offset ?? keyOffset;
    node = child.value;
  }
  return part === 'value' && isScalar(node) && node.source !== '' ? (startOf(node) ?? keyOffset) : keyOffset;
}

/** Tells whether the text holds a field itself; a defaulted one it does not. */
export function hasField(document: Document.Parsed, path: FieldPath): boolean {
  let node: unknown = document.contents;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === undefined) return false;
    node = child.value;
  }
  return true;
}

/** Gives a plain scalar as it stands in the file, such as `1.30` for the number 1.3. */
export function sourceOfField(document: Document.Parsed, path: FieldPath): string | undefined {
  let node: unknown = document.contents;
  for (const step of path) node = childOf(node, step)?.value;
  return isScalar(node) ? (node as Scalar).source : undefined;
}

function childOf(
  node: unknown,
  step: FieldStep,
): { readonly offset: number | undefined; readonly value: unknown } | undefined {
  if (typeof step === 'number') {
    if (!isSeq(node) || step >= node.items.length) return undefined;
    const item = node.items[step];
    return { offset: startOf(item), value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
  return pair === undefined ? undefined : { offset: startOf(pair.key), value: pair.value };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
