import type { Segment } from '../field-path.ts';
import { isJsonObject } from '../json-value.ts';
import type { ValueChange } from '../diff-values.ts';

/** Applies listed changes to a value: what a reader of a plan would do by hand. */
export function applyChanges(value: unknown, changes: readonly ValueChange[]): unknown {
  return changes.reduce<unknown>((result, { segments, to }) => applyAt(result, segments, to), value);
}

function applyAt(value: unknown, [segment, ...rest]: readonly Segment[], to: unknown): unknown {
  if (segment === undefined) return to;
  if ('document' in segment) return JSON.stringify(applyAt(JSON.parse(String(value)), rest, to));
  if ('field' in segment) {
    const fields: Record<string, unknown> = { ...(isJsonObject(value) ? value : {}) };
    const inner = applyAt(fields[segment.field], rest, to);
    if (inner === undefined) delete fields[segment.field];
    else fields[segment.field] = inner;
    return fields;
  }
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const at = 'index' in segment ? segment.index : list.findIndex((item) => isNamed(item, segment.item));
  const inner = applyAt(list[at], rest, to);
  if (at === -1) return [...list, inner];
  return inner === undefined ? list.filter((_, index) => index !== at) : list.with(at, inner);
}

function isNamed(item: unknown, keys: Readonly<Record<string, unknown>>): boolean {
  return (
    isJsonObject(item) &&
    Object.entries(keys).every(([key, value]) => JSON.stringify(item[key]) === JSON.stringify(value))
  );
}
