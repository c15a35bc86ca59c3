import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffValues, type ListKeysAt } from './diff-values.ts';
import { renderFieldPath } from './field-path.ts';
import { isEqualJson, isJsonObject } from './json-value.ts';
import { applyChanges } from './testing/apply-changes.ts';

/** Lists named `items` have the key `name`. */
function keysAt(path: string): ReturnType<ListKeysAt> {
  return path.split('.').at(-1) === 'items' ? ['name'] : undefined;
}

describe('the differences of two values', () => {
  it.each([
    ['nothing for equal values', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['nothing for another order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ['a changed field', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b: 1 → 2']],
    ['a field that comes and one that goes', { a: 1 }, { b: 1 }, ['a: 1 → none', 'b: none → 1']],
    ['a block that comes, as one', {}, { a: { b: 1 } }, ['a: none → {"b":1}']],
    ['a field with signs in its name', { t: { 'a/b': 1 } }, { t: { 'a/b': 2 } }, ['t[a/b]: 1 → 2']],
    ['a list of plain values, as one', { a: ['x', 'y'] }, { a: ['y'] }, ['a: ["x","y"] → ["y"]']],
    [
      'a list of objects by position',
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [{ b: 1 }, { b: 3 }] },
      ['a[1].b: 2 → 3'],
    ],
    ['a list of another length, as one', { a: [{ b: 1 }] }, { a: [] }, ['a: [{"b":1}] → []']],
    [
      'a list with keys, item by item',
      { items: [{ name: 'x', v: 1 }, { name: 'y' }] },
      { items: [{ name: 'z' }, { name: 'x', v: 2 }] },
      ['items[name=x].v: 1 → 2', 'items[name=y]: {"name":"y"} → none', 'items[name=z]: none → {"name":"z"}'],
    ],
    [
      'nothing for another order of keyed items',
      { items: [{ name: 'x' }, { name: 'y' }] },
      { items: [{ name: 'y' }, { name: 'x' }] },
      [],
    ],
    [
      'a list whose keys are not unique, by position',
      { items: [{ name: 'x', v: 1 }, { name: 'x' }] },
      { items: [{ name: 'x', v: 2 }, { name: 'x' }] },
      ['items[0].v: 1 → 2'],
    ],
    ['a type that changes', { a: [1] }, { a: { b: 1 } }, ['a: [1] → {"b":1}']],
    [
      'a document in a text',
      { p: '{"Statement":[{"Sid":"A","Action":"x"}]}' },
      { p: '{"Statement":[{"Sid":"A","Action":"y"}]}' },
      ['p › Statement[Sid=A].Action: "x" → "y"'],
    ],
    [
      'nothing for a document that is only written otherwise',
      { p: '{"a":1,"b":2}' },
      { p: '{\n "b": 2,\n "a": 1\n}' },
      [],
    ],
    ['a text that only begins like a document', { p: '{a' }, { p: '{b' }, ['p: "{a" → "{b"']],
    ['a text that becomes a document', { p: 'none' }, { p: '{}' }, ['p: "none" → "{}"']],
  ])('are %s', (_title, from, to, lines) => {
    expect(diffValues(from, to, keysAt).map(render)).toStrictEqual(lines);
  });

  it('make the new value of the old one, when they are applied', () => {
    fc.assert(
      fc.property(values(), values(), (from, to) => {
        const changes = diffValues({ root: from }, { root: to }, keysAt);

        expect(canonical(applyChanges({ root: from }, changes))).toStrictEqual(canonical({ root: to }));
      }),
    );
  });

  it('are none of a value and itself, and as many backwards as forwards', () => {
    fc.assert(
      fc.property(values(), values(), (from, to) => {
        expect(diffValues(from, structuredClone(from), keysAt)).toStrictEqual([]);
        expect(diffValues(from, to, keysAt).length).toBe(diffValues(to, from, keysAt).length);
      }),
    );
  });
});

function values(): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom('a', 'b', '{"a":1}', '{"a":2,"Statement":[{"Sid":"S"}]}'),
        fc.boolean(),
      ),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c/d', 'Statement'), tie('tree'), { maxKeys: 3 }),
      fc.record({
        items: fc.uniqueArray(fc.record({ name: fc.constantFrom('x', 'y', 'z'), v: tie('tree') }), {
          selector: ({ name }) => name,
          maxLength: 3,
        }),
      }),
    ),
  }));
  return tree;
}

/** Without what means nothing: the order of keyed items, and how a document in a text is written. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string')
    return isEqualJson(value.trim()[0], '{') ? canonical(JSON.parse(value)) : value;
  if (Array.isArray(value)) return value.map(canonical);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [
        key,
        key === 'items' || key === 'Statement' ? sortByName(canonical(value[key])) : canonical(value[key]),
      ]),
  );
}

function sortByName(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item) => JSON.stringify(item)).sort();
}

function render({ segments, from, to }: ReturnType<typeof diffValues>[number]): string {
  const text = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value));
  return `${renderFieldPath(segments)}: ${text(from)} → ${text(to)}`;
}
