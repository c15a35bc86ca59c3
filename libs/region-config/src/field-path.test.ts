import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFieldPath, renderFieldPath } from './field-path.ts';

describe('a field path', () => {
  it.each([
    ['', []],
    ['spec', ['spec']],
    ['spec.aws.zones[2]', ['spec', 'aws', 'zones', 2]],
    ['spec["a.b"].c', ['spec', 'a.b', 'c']],
    ['spec["7"]', ['spec', '7']],
  ])('is written as %s', (text, path) => {
    expect(renderFieldPath(path)).toBe(text);
    expect(parseFieldPath(text)).toEqual(path);
  });

  it.each([
    ['spec.zones[]', ['spec', 'zones', 0]],
    ['spec.zones.2', ['spec', 'zones', 2]],
    ['spec..zones', undefined],
    ['spec.', undefined],
    ['spec[', undefined],
    ['spec["a]', undefined],
  ])('is read from %s', (text, path) => {
    expect(parseFieldPath(text)).toEqual(path);
  });

  it('is read back from any names and indexes', () => {
    const step = fc.oneof(fc.string(), fc.nat({ max: 99 }));

    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parseFieldPath(renderFieldPath(path))).toEqual(path);
      }),
    );
  });
});
