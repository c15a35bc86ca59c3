import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('sorts the keys of every object and leaves lists in order', () => {
    const value = { b: [{ d: 1, c: null }, 'x'], a: { 'é"': true, A: -1.5 } };

    expect(canonicalJson(value)).toBe('{"a":{"A":-1.5,"é\\"":true},"b":[{"c":null,"d":1},"x"]}');
  });

  it('leaves out what JSON leaves out', () => {
    expect(canonicalJson({ a: undefined, b: [undefined], c: {} })).toBe('{"b":[null],"c":{}}');
  });

  it('gives equal text for another order of keys', () => {
    expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson({ b: { d: 3, c: 2 }, a: 1 }));
  });
});
