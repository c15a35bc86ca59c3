import { describe, expect, it } from 'vitest';
import { decideSource } from './decide-source.ts';

describe(decideSource, () => {
  it.each([
    ['none', false, 'write'],
    ['includes', false, 'write'],
    ['beside', false, 'newer-source'],
    ['beside', true, 'conflict'],
    ['unknown', false, 'unknown-source'],
  ] as const)('with a source that is %s and a change here %s says %s', (relation, isChangedHere, verdict) => {
    expect(decideSource({ relation, isChangedHere })).toBe(verdict);
  });
});
