import { listLeaves } from '@atoll/region-config';

/** A value that differs between two states of a file. */
export interface ValueChange {
  /** Path such as `spec.compute.nodes.max`. */
  readonly path: string;
  /** Undefined where the field was not there. */
  readonly from: unknown;
  /** Undefined where it is no longer there. */
  readonly to: unknown;
}

/** Gives the values that differ, by path; a list of plain values is one value. */
export function listValueChanges(before: unknown, after: unknown): readonly ValueChange[] {
  const [from, to] = [toValues(before), toValues(after)];
  const paths = [...new Set([...from.keys(), ...to.keys()])].sort();
  return paths
    .map((path) => ({ path, from: from.get(path), to: to.get(path) }))
    .filter((change) => !isSameValue(change.from, change.to));
}

/** Gives the value at a path of a file's values; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return toValues(values).get(path);
}

/** Tells whether two plain values say the same. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function toValues(values: unknown): ReadonlyMap<string, unknown> {
  return new Map(listLeaves(values, '').map(({ path, value }) => [path, value]));
}
