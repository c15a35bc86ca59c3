import type { FieldSet } from './field-set.ts';
import { isRecord } from './is-record.ts';
import { parseFieldStep } from './field-step.ts';

const LEAF: FieldSet = { children: new Map() };

/**
 * Gives the set of whoever had written every field of a value, as the API server would write it down.
 *
 * @param known a set over the same fields: it says which lists have keys, and which
 */
export function toWholeSet(value: unknown, known: FieldSet | undefined): FieldSet {
  if (Array.isArray(value))
    return { children: new Map(value.flatMap((item: unknown) => toItemEntry(item, known))) };
  if (!isRecord(value)) return LEAF;
  return {
    children: new Map(
      Object.entries(value).map(([name, child]) => {
        const key = `f:${name}`;
        return [key, toWholeSet(child, known?.children.get(key))];
      }),
    ),
  };
}

/** A list of which no key is known is one value. */
function toItemEntry(item: unknown, known: FieldSet | undefined): readonly (readonly [string, FieldSet])[] {
  const [first = ''] = known?.children.keys() ?? [];
  const step = parseFieldStep(first);
  if (step?.type === 'value') return [[`v:${JSON.stringify(item)}`, LEAF]];
  if (step?.type !== 'item' || !isRecord(item)) return [];
  const key = `k:${JSON.stringify(Object.fromEntries(Object.keys(step.keys).map((name) => [name, item[name]])))}`;
  return [[key, toWholeSet(item, known?.children.get(key))]];
}
