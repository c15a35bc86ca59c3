/** A field whose value is new; lists count as one value. */
export interface ValueChange {
  /** Path such as `spec.aws.database.address`. */
  readonly field: string;
  /** Undefined: the field was absent. */
  readonly before: unknown;
  /** Undefined: the field is removed. */
  readonly after: unknown;
}

/** A mapping of plain values. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** Gives every field in which two values differ, in the order of the new value. */
export function listChanges(before: unknown, after: unknown, field: string): readonly ValueChange[] {
  if (isPlainMap(after) && (before === undefined || isPlainMap(before))) {
    const old = before ?? {};
    const names = new Set([...Object.keys(after), ...Object.keys(old)]);
    return [...names].flatMap((name) => listChanges(old[name], after[name], `${field}.${name}`));
  }
  return isSameValue(before, after) ? [] : [{ field, before, after }];
}

/** Tells whether a value is a mapping, not a list. */
export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether two plain values are the same; the order of a mapping's fields does not count. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (isPlainMap(a) && isPlainMap(b)) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => isSameValue(a[name], b[name]));
  }
  return a === b;
}
