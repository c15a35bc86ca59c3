import { toNanoQuantity } from './quantity.ts';

/** A field that was sent and that the API server did not keep as it was sent. */
export interface DroppedField {
  /** Path from the object's root, such as `.spec.template.spec.containers[0].image` or `.data["a.b"]`. */
  readonly path: string;
  readonly sent: unknown;
  /** What the server has there; `undefined` when the field is absent. */
  readonly stored: unknown;
}

/**
 * Lists every sent field that the stored object lacks or holds with another value, by its deepest path and
 * in the order sent. Fields that only the server has (defaults, status) are no concern of it.
 *
 * Equal are: quantities with the same amount (`1000m` and `1`, `0.5` and `500m`), and an absent field for a
 * sent `null`, `""`, `[]`, `{}` or a nest of only those. Lists are compared by index. A sent `false` or `0`
 * that is absent is reported.
 */
export function findDroppedFields(sent: unknown, stored: unknown): DroppedField[] {
  return compareValues(sent, stored, '');
}

function compareValues(sent: unknown, stored: unknown, path: string): DroppedField[] {
  if (Object.is(sent, stored) || (stored === undefined && isHollow(sent))) return [];
  if (Array.isArray(sent) && Array.isArray(stored)) return compareLists(sent, stored, path);
  if (isRecord(sent) && isRecord(stored)) {
    return Object.entries(sent).flatMap(([key, value]) =>
      compareValues(value, Object.hasOwn(stored, key) ? stored[key] : undefined, path + renderKey(key)),
    );
  }
  if (isHollow(sent) && isHollow(stored)) return [];
  return isSameQuantity(sent, stored) ? [] : [{ path, sent, stored }];
}

function compareLists(sent: readonly unknown[], stored: readonly unknown[], path: string): DroppedField[] {
  // A longer stored list is another list: atomic lists have no "fields that only the server has".
  if (sent.length !== stored.length) return [{ path, sent, stored }];
  return sent.flatMap((value, index) => compareValues(value, stored[index], `${path}[${index}]`));
}

function isSameQuantity(sent: unknown, stored: unknown): boolean {
  const amount = toNanoQuantity(sent);
  return amount !== undefined && amount === toNanoQuantity(stored);
}

function isHollow(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isHollow);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function renderKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
