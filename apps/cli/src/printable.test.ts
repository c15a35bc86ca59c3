import { describe, expect, it } from 'vitest';
import { toPrintable } from './printable.ts';

describe(toPrintable, () => {
  it.each([
    ['plain text', 'plain text'],
    ['\u001b[2Jgone', ' [2Jgone'],
    ['two\nlines\r\n', 'two lines '],
    ['left \u202e right', 'left   right'],
    ['line\u2028separator', 'line separator'],
  ])('gives of %j the line %j', (text, line) => {
    expect(toPrintable(text)).toBe(line);
  });
});
