import fc from 'fast-check';
import type { SchemaTree } from './schema-tree.ts';

/** Names of fields: what people write, and what breaks whoever takes a path apart without care. */
export const fieldNames = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('image', 'replicas', 'ports', 'env', 'mode', 'level', 'size') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'example.com/a',
      'a~b',
      '~1',
      'a[b]',
      '[name=x]',
      'f:x',
      '.',
      '*',
      'ключ',
      '0',
    ),
  },
);

/** Keys of list items and values of sets. */
export const itemNames = fc.constantFrom(
  'app',
  'sidecar',
  '/data',
  'a]b',
  'a[b',
  'x,y=z',
  '=',
  '~3',
  '*',
  '__proto__',
  '名',
  'n'.repeat(63),
);

/** Scalars, and lists and maps that are one value; never empty, since nothing and emptiness are the same to Kubernetes. */
export const leafValues: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(isPlain) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 65_535 }) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('low', 'high', '__proto__'), fc.integer(), { minKeys: 1 }),
  },
);

/** Words that would make a text a secret, and so no longer what these tests are about. */
function isPlain(text: string): boolean {
  return !/[=:]/.test(text);
}

/** Gives a tree of a map, with at least one field. */
export function anyTree(depth = 3): fc.Arbitrary<SchemaTree> {
  return fc
    .uniqueArray(fc.tuple(fieldNames, anyChild(depth - 1)), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    })
    .map((fields) => ({ type: 'map', fields: new Map(fields) }));
}

function anyChild(depth: number): fc.Arbitrary<SchemaTree> {
  const leaf = leafValues.map((value): SchemaTree => ({ type: 'leaf', value }));
  if (depth <= 0) return leaf;
  const set = fc
    .uniqueArray(fc.oneof(itemNames, fc.integer(), fc.record({ a: fc.integer() })), {
      minLength: 1,
      maxLength: 3,
      selector: (value) => JSON.stringify(value),
    })
    .map((values): SchemaTree => ({ type: 'set', values }));
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: anyTree(depth) },
    { weight: 2, arbitrary: anyList(depth) },
    { weight: 1, arbitrary: set },
  );
}

function anyList(depth: number): fc.Arbitrary<SchemaTree> {
  return fc
    .uniqueArray(fc.tuple(itemNames, anyTree(depth - 1)), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((items) => ({ type: 'list', items: new Map(items) }));
}
