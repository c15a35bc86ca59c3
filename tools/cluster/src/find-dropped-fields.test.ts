import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findDroppedFields } from './find-dropped-fields.ts';

describe('findDroppedFields', () => {
  it('finds nothing when the server only added defaults and status', () => {
    const sent = { spec: { containers: [{ name: 'a' }] } };
    const stored = { spec: { containers: [{ name: 'a', imagePullPolicy: 'Always' }], x: 1 }, status: {} };

    expect(findDroppedFields(sent, stored)).toEqual([]);
  });

  it('names the path of a field that was pruned', () => {
    const sent = { spec: { containers: [{ name: 'a', imgae: 'b' }] } };
    const stored = { spec: { containers: [{ name: 'a' }] } };

    expect(findDroppedFields(sent, stored)).toEqual([
      { path: '.spec.containers[0].imgae', sent: 'b', stored: undefined },
    ]);
  });

  it('quotes a key that is no identifier', () => {
    expect(findDroppedFields({ data: { 'a.b': 'x' } }, { data: { 'a.b': 'y' } })).toEqual([
      { path: '.data["a.b"]', sent: 'x', stored: 'y' },
    ]);
  });

  it('reports a changed value once for each field, in the order sent', () => {
    const found = findDroppedFields({ b: 1, a: { c: true } }, { a: { c: false }, b: 2 });

    expect(found.map((field) => field.path)).toEqual(['.b', '.a.c']);
  });

  it.each([
    ['1000m', '1'],
    [0.5, '500m'],
    [1, '1'],
    ['1024Mi', '1Gi'],
    ['0.1', '100m'],
  ])('takes the quantities %s and %s for equal', (sent, stored) => {
    const wrap = (cpu: unknown) => ({ resources: { limits: { cpu } } });

    expect(findDroppedFields(wrap(sent), wrap(stored))).toEqual([]);
  });

  it.each([
    ['1', '2'],
    ['1G', '1Gi'],
    ['true', true],
    ['', 0],
  ])('takes %s and %s for different', (sent, stored) => {
    expect(findDroppedFields({ value: sent }, { value: stored })).toEqual([{ path: '.value', sent, stored }]);
  });

  it.each([[{}], [[]], [''], [null], [{ a: {}, b: { c: [] } }]])(
    'does not miss the empty value %j that the server left out',
    (value) => {
      expect(findDroppedFields({ field: value }, {})).toEqual([]);
    },
  );

  it.each([[false], [0], [{ a: { b: false } }], [[{}]]])('misses the value %j', (value) => {
    expect(findDroppedFields({ field: value }, {})).toEqual([
      { path: '.field', sent: value, stored: undefined },
    ]);
  });

  it('compares lists by index and reports a list of another length whole', () => {
    expect(findDroppedFields({ a: [1, 2] }, { a: [2, 1] }).map((field) => field.path)).toEqual([
      '.a[0]',
      '.a[1]',
    ]);
    expect(findDroppedFields({ a: [1] }, { a: [1, 2] })).toEqual([{ path: '.a', sent: [1], stored: [1, 2] }]);
  });

  it('does not take an inherited property for a stored field', () => {
    expect(findDroppedFields({ constructor: 'x' }, {})).toEqual([
      { path: '.constructor', sent: 'x', stored: undefined },
    ]);
  });

  it('finds nothing between any JSON value and its copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findDroppedFields(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('finds every leaf that is taken away', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { minKeys: 1 }), (sent) => {
        expect(findDroppedFields({ spec: sent }, { spec: {} })).toHaveLength(Object.keys(sent).length);
      }),
    );
  });
});
