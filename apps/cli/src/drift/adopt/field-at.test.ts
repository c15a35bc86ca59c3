import { describe, expect, it } from 'vitest';
import { fieldAt, isSameField } from './field-at.ts';

describe(fieldAt, () => {
  const object = { spec: { 'a/b': { c: [1] }, 'd~e': null } };

  it.each([
    ['/spec/a~1b/c', [1]],
    ['/spec/d~0e', null],
    ['/spec/none', undefined],
    ['/spec/a~1b/c/0', undefined],
    ['/spec/constructor', undefined],
  ])('at %s is %j', (pointer, value) => {
    expect(fieldAt(object, pointer)).toStrictEqual(value);
  });
});

describe(isSameField, () => {
  it.each([
    ['448', 448, true],
    [448, 449, false],
    [['a', 'b'], ['b', 'a'], true],
    [['a'], ['a', 'b'], false],
    [{ a: 1 }, { a: 1 }, true],
    [true, 'true', true],
  ])('of %j and %j is %s', (a, b, same) => {
    expect(isSameField(a, b)).toBe(same);
  });
});
