import { describe, expect, it } from 'vitest';
import { toMemoryGib } from './to-memory-gib.ts';

describe(toMemoryGib, () => {
  it.each([
    ['33554432Ki', 32],
    ['32Gi', 32],
    ['32768Mi', 32],
    ['34359738368', 32],
    ['1Ti', 1024],
    ['much', Number.NaN],
    [undefined, Number.NaN],
  ])('of %s is %s', (quantity, gib) => {
    expect(toMemoryGib(quantity)).toBe(gib);
  });
});
