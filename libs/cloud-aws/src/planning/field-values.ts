import type { ObjectChange } from '@atoll/cloud';

/** Tells whether a number became smaller, or a list of numbers written as text did. */
export function isShrunk({ from, to }: ObjectChange): boolean {
  return toNumber(from) > toNumber(to);
}

/** Tells whether the field is there no more. */
export function isRemoved({ from, to }: ObjectChange): boolean {
  return from !== undefined && to === undefined;
}

/** Gives the parts of a version such as `1.34` or `17`; undefined for anything else. */
export function toVersion(value: unknown): readonly number[] | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d+(\.\d+)*$/.test(text)) return undefined;
  return text.split('.').map(Number);
}

/** Tells whether a version is older than another; false where one of them is none. */
export function isOlder(version: unknown, than: unknown): boolean {
  const [a, b] = [toVersion(version), toVersion(than)];
  if (a === undefined || b === undefined) return false;
  const index = a.findIndex((part, at) => part !== (b[at] ?? 0));
  return index === -1 ? a.length < b.length : (a[index] as number) < (b[index] ?? 0);
}

/** NaN compares as false, whatever the other side is. */
function toNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}
