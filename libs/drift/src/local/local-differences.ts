import { equalValues } from '../fields/equal-values.ts';
import { renderFieldStep } from '../fields/field-step.ts';
import type { RawDifference } from '../fields/owned-differences.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { keyItems } from './list-keys.ts';
import { parseQuantity } from './quantity.ts';

/** Paths at which the API server spells quantities anew. */
const QUANTITY_PATH =
  /\/(requests|limits|capacity|hard|default|defaultRequest|max|min|maxLimitRequestRatio|averageValue|value|divisor|sizeLimit|overhead)(\/|$)/;

/**
 * Gives what a manifest wants and the live object does not have, without asking the API server: what is empty counts as
 * absent, quantities by their value, list items by their keys.
 *
 * It may call a difference what the server would call the same spelling; it never overlooks one.
 */
export function listLocalDifferences(desired: KubeManifest, live: KubeManifest): readonly RawDifference[] {
  const found: RawDifference[] = [];
  const { apiVersion: _version, kind: _kind, metadata, ...fields } = desired;
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  const wanted = { metadata: { labels, annotations, finalizers, ownerReferences }, ...fields };
  compareValues({ path: '', was: wanted, is: live }, found);
  return found;
}

function compareValues({ path, was, is }: RawDifference, found: RawDifference[]): void {
  if (isEmpty(was)) return;
  if (Array.isArray(was) && Array.isArray(is)) {
    compareLists({ path, was, is }, found);
    return;
  }
  if (isRecord(was) && isRecord(is)) {
    for (const [name, value] of Object.entries(was)) {
      const next = Object.hasOwn(is, name) ? is[name] : undefined;
      compareValues({ path: path + renderFieldStep({ type: 'field', name }), was: value, is: next }, found);
    }
    return;
  }
  if (!isSameScalar(path, was, is)) found.push({ path, was, is });
}

function compareLists(
  lists: { path: string; was: readonly unknown[]; is: readonly unknown[] },
  found: RawDifference[],
): void {
  const { path, was, is } = lists;
  const keyed = keyItems(was, is);
  if (keyed === undefined) {
    const isSame =
      was.length === is.length && was.every((item, at) => isContained(`${path}[${at}]`, item, is[at]));
    const isSameSet =
      was.every((item) => typeof item === 'string') && equalValues(was.toSorted(), is.toSorted());
    if (!isSame && !isSameSet) found.push({ path, was, is });
    return;
  }
  for (const { step, item } of keyed.a.values()) {
    const other = keyed.b.get(step)?.item;
    if (other === undefined) found.push({ path: path + step, was: item, is: undefined });
    else compareValues({ path: path + step, was: item, is: other }, found);
  }
  // A list that the manifest sets is wanted as a whole where nobody else adds to it; who adds is told by the managers.
}

function isContained(path: string, was: unknown, is: unknown): boolean {
  const found: RawDifference[] = [];
  compareValues({ path, was, is }, found);
  return found.length === 0;
}

function isSameScalar(path: string, was: unknown, is: unknown): boolean {
  if (equalValues(was, is)) return true;
  if (is === undefined && isZero(was)) return true;
  if (!isScalar(was) || !isScalar(is) || !QUANTITY_PATH.test(path)) return false;
  const quantity = parseQuantity(was);
  return quantity !== undefined && quantity === parseQuantity(is);
}

/** What the server leaves out when it stores an object: `false`, 0 and the empty text of fields with omitempty. */
function isZero(value: unknown): boolean {
  return value === false || value === 0 || value === '';
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
