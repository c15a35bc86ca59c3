import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

/** Gives the lines of a text that comes in pieces of a length. */
function split(text: string, length: number, maxBytes = 1_000): readonly string[] {
  const splitter = createLineSplitter(maxBytes);
  const bytes = Buffer.from(text);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += length)
    lines.push(...splitter.push(bytes.subarray(start, start + length)));
  return lines;
}

describe('createLineSplitter', () => {
  it.each([1, 2, 3, 5, 100])('fault 14: keeps characters whole in pieces of %d bytes', (length) => {
    expect(split('{"a":"ä€😀"}\n{"b":1}\r\n\n', length)).toStrictEqual(['{"a":"ä€😀"}', '{"b":1}']);
  });

  it('gives nothing of a line that is not complete', () => {
    expect(split('one\ntw', 4)).toStrictEqual(['one']);
  });

  it('gives the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 20 }), (lines, length) => {
        const text = lines.map((each) => `${each}\n`).join('');
        expect(split(text, length, 100_000)).toStrictEqual(lines.filter((each) => each !== ''));
      }),
    );
  });

  it('gives a line of 3 MB', () => {
    const line = 'x'.repeat(3_000_000);
    expect(split(`${line}\n`, 16_384, 8_000_000)).toStrictEqual([line]);
  });

  it.each([1, 50, 200])('refuses a line that is longer than it may be, in pieces of %d bytes', (length) => {
    expect(() => split(`${'x'.repeat(101)}\n`, length, 100)).toThrow(
      new RangeError('a line of a watch has more than 100 bytes'),
    );
  });
});
