import { describe, expect, it } from 'vitest';
import { renderSafeValue } from './render-safe-value.ts';

describe(renderSafeValue, () => {
  it.each([
    [{ json: '"db.r6g.large"' }, '"db.r6g.large"'],
    [{ json: '{"a":', cut: true }, '{"a":… (cut)'],
    [{ redacted: '0123456789abcdef0123' }, '(secret, digest 0123456789ab)'],
    [{ absent: true }, '(absent)'],
    [{}, '(not recorded)'],
    [{ json: '"\u001b[2J"' }, '" [2J"'],
  ])('of %j is %s', (value, text) => {
    expect(renderSafeValue(value)).toBe(text);
  });
});
