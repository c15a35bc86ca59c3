import type { Segment } from './field-path.ts';
import { toRulePath } from './field-path.ts';
import { isEqualJson, isJsonObject, type JsonObject, parseDocument } from './json-value.ts';

/** One difference: where, and what stood and stands there. */
export interface ValueChange {
  readonly segments: readonly Segment[];
  readonly from: unknown;
  readonly to: unknown;
}

/** Gives the key fields of the list at a path without positions; undefined: its items have none. */
export type ListKeysAt = (rulePath: string) => readonly string[] | undefined;

/** Key of a statement in an IAM document. */
const STATEMENT_KEYS = ['Sid'] as const;

/**
 * Gives the differences of two values of plain JSON, in the order of the fields' names.
 *
 * Objects are compared field by field; lists whose items have keys item by item, other lists of objects by position when
 * they are equally long; lists of plain values, and lists of another length, as a whole. A text that holds a document on
 * both sides is compared as that document. The order of keyed items means nothing.
 */
export function diffValues(before: unknown, after: unknown, listKeysAt: ListKeysAt): readonly ValueChange[] {
  return diffAt({ from: before, to: after, segments: [] }, listKeysAt);
}

function diffAt(change: ValueChange, listKeysAt: ListKeysAt): readonly ValueChange[] {
  const { from, to, segments } = change;
  if (isEqualJson(from, to)) return [];
  if (isJsonObject(from) && isJsonObject(to)) return diffFields(from, to, { segments, listKeysAt });
  if (Array.isArray(from) && Array.isArray(to)) return diffLists(from, to, { segments, listKeysAt });
  const [oldDocument, newDocument] = [parseDocument(from), parseDocument(to)];
  if (oldDocument === undefined || newDocument === undefined) return [change];
  if (isEqualJson(oldDocument, newDocument)) return [];
  const inside: Place = { segments: [...segments, { document: true }], listKeysAt: documentKeysAt };
  return diffAt({ from: oldDocument, to: newDocument, segments: inside.segments }, inside.listKeysAt);
}

interface Place {
  readonly segments: readonly Segment[];
  readonly listKeysAt: ListKeysAt;
}

function diffFields(from: JsonObject, to: JsonObject, place: Place): readonly ValueChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((field) =>
    diffAt({ from: from[field], to: to[field], segments: [...place.segments, { field }] }, place.listKeysAt),
  );
}

function diffLists(from: readonly unknown[], to: readonly unknown[], place: Place): readonly ValueChange[] {
  const { segments, listKeysAt } = place;
  const keys = listKeysAt(toRulePath(segments));
  if (keys !== undefined) {
    const [old, fresh] = [indexByKeys(from, keys), indexByKeys(to, keys)];
    if (old !== undefined && fresh !== undefined) return diffItems(old, fresh, { place, keys });
  }
  const isPositional = from.length === to.length && [...from, ...to].every(isJsonObject);
  if (!isPositional) return [{ segments, from, to }];
  return from.flatMap((item, index) =>
    diffAt({ from: item, to: to[index], segments: [...segments, { index }] }, listKeysAt),
  );
}

function diffItems(
  from: ReadonlyMap<string, JsonObject>,
  to: ReadonlyMap<string, JsonObject>,
  { place, keys }: { readonly place: Place; readonly keys: readonly string[] },
): readonly ValueChange[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((id) => {
    const named = (from.get(id) ?? to.get(id)) as JsonObject;
    const item = Object.fromEntries(keys.filter((key) => key in named).map((key) => [key, named[key]]));
    const segments = [...place.segments, { item }];
    return diffAt({ from: from.get(id), to: to.get(id), segments }, place.listKeysAt);
  });
}

/** Gives the items by their keys; undefined where an item has none or two share one. */
function indexByKeys(
  list: readonly unknown[],
  keys: readonly string[],
): ReadonlyMap<string, JsonObject> | undefined {
  const byKeys = new Map<string, JsonObject>();
  for (const item of list) {
    if (!isJsonObject(item) || keys.every((key) => item[key] === undefined)) return undefined;
    byKeys.set(JSON.stringify(keys.map((key) => item[key] ?? null)), item);
  }
  return byKeys.size === list.length ? byKeys : undefined;
}

function documentKeysAt(path: string): readonly string[] | undefined {
  return path.split('.').at(-1) === 'Statement' ? STATEMENT_KEYS : undefined;
}
