import { describe, expect, it } from 'vitest';

import { toNanoQuantity } from './quantity.ts';

describe('toNanoQuantity', () => {
  it.each([
    ['1', 1_000_000_000n],
    ['1000m', 1_000_000_000n],
    [1, 1_000_000_000n],
    [0.5, 500_000_000n],
    ['500m', 500_000_000n],
    ['.5', 500_000_000n],
    ['1.', 1_000_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1E-3', 1_000_000n],
    ['1E', 1_000_000_000_000_000_000_000_000_000n],
    ['100n', 100n],
    ['2u', 2_000n],
    ['1Ki', 1_024_000_000_000n],
    ['1.5Gi', 1_610_612_736_000_000_000n],
    ['-1k', -1_000_000_000_000n],
    ['+1', 1_000_000_000n],
  ])('reads %s as %s billionths', (text, nano) => {
    expect(toNanoQuantity(text)).toBe(nano);
  });

  it('rounds a part that is smaller than a billionth up, as the API server does', () => {
    expect(toNanoQuantity('0.1n')).toBe(1n);
  });

  it.each(['', 'm', '1kB', '1 Ki', '0x10', '10.0.0.0', 'NaN', '1e123', true, null, undefined, {}])(
    'takes %s for no quantity',
    (value) => {
      expect(toNanoQuantity(value)).toBeUndefined();
    },
  );
});
