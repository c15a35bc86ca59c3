import { renderKeyStep } from '../fields/render-key-step.ts';

/** Keys of the lists of built-in kinds and of most others, in the order in which they are tried. */
const KEYS: readonly (readonly string[])[] = [
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['name'],
  ['mountPath'],
  ['devicePath'],
  ['ip'],
  ['type'],
  ['topologyKey', 'whenUnsatisfiable'],
  ['id'],
  ['key'],
];

/** Defaults of keys that a manifest may leave out. */
const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** An item of a list under the keys that tell it from the others. */
export interface KeyedItem {
  /** `[name=app]`, as paths have it. */
  readonly step: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** Gives the items of two lists by keys that are unique in both; undefined where order or value must tell them apart. */
export function keyItems(
  a: readonly unknown[],
  b: readonly unknown[],
): { readonly a: ReadonlyMap<string, KeyedItem>; readonly b: ReadonlyMap<string, KeyedItem> } | undefined {
  for (const keys of KEYS) {
    const [left, right] = [indexBy(a, keys), indexBy(b, keys)];
    if (left !== undefined && right !== undefined) return { a: left, b: right };
  }
  return undefined;
}

function indexBy(
  list: readonly unknown[],
  keys: readonly string[],
): ReadonlyMap<string, KeyedItem> | undefined {
  const index = new Map<string, KeyedItem>();
  for (const item of list) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
    const record = item as Readonly<Record<string, unknown>>;
    const values = keys.map((key) => record[key] ?? DEFAULTS[key]);
    if (values.some((value) => typeof value !== 'string' && typeof value !== 'number')) return undefined;
    const step = renderKeyStep(Object.fromEntries(keys.map((key, at) => [key, values[at]])));
    if (index.has(step)) return undefined;
    index.set(step, { step, item: record });
  }
  return index;
}
