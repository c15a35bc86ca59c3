import type { CloudSpelling } from '@atoll/agent-model';
import { equalValues } from '../fields/equal-values.ts';
import { isRecord } from '../fields/is-record.ts';

/** Tells whether two values are the same to a cloud that spells in this way; what cannot be read so is compared as it is. */
export function equalInCloud(spelling: CloudSpelling, was: unknown, is: unknown): boolean {
  if (equalValues(was, is)) return true;
  return SPELLINGS[spelling](was, is);
}

type Comparison = (was: unknown, is: unknown) => boolean;

const SPELLINGS: Readonly<Record<CloudSpelling, Comparison>> = {
  set: (was, is) => equalValues(inOrder(was), inOrder(is)),
  anyCase: asTexts((text) => text.toLowerCase()),
  dnsName: asTexts((text) => text.toLowerCase().replace(/\.$/, '')),
  text: (was, is) => isScalar(was) && isScalar(is) && String(was) === String(is),
  prefix: (was, is) => typeof was === 'string' && typeof is === 'string' && is.startsWith(`${was}.`),
  json: (was, is) => areDocuments(was, is, (value) => value),
  policy: (was, is) => areDocuments(was, is, toPolicy),
  lastSegment: asTexts((text) => text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1)),
};

function asTexts(read: (text: string) => string): Comparison {
  return (was, is) => typeof was === 'string' && typeof is === 'string' && read(was) === read(is);
}

function areDocuments(was: unknown, is: unknown, read: (value: unknown) => unknown): boolean {
  const [left, right] = [parseJson(was), parseJson(is)];
  return left !== undefined && right !== undefined && equalValues(read(left), read(right));
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Lists in one order, a list of one as its item, and an account by its number. Source: IAM User Guide, policy grammar. */
function toPolicy(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = inOrder(value.map(toPolicy)) as readonly unknown[];
    return items.length === 1 ? items[0] : items;
  }
  if (typeof value === 'string') return value.replace(/^arn:[a-z-]+:iam::(\d{12}):root$/, '$1');
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPolicy(item)]));
}

function inOrder(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value
    .map((item: unknown) => [toSortKey(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}

/** The same text for the same value, whatever the order of its fields. */
function toSortKey(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
