import { describe, expect, it } from 'vitest';

import { binaryKey, binaryKeyPrefix } from './binary-key.ts';

const INPUTS = { moduleFiles: ['module a', 'sum a'], flags: ['-trimpath'], platform: 'linux-x64' };

describe('binaryKey', () => {
  it('names platform, digest and Go version', () => {
    expect(binaryKey(INPUTS, 'go1.26.8')).toMatch(/^linux-x64-[0-9a-f]{20}-go1\.26\.8$/);
  });

  it('begins with the prefix that needs no Go', () => {
    expect(binaryKey(INPUTS, 'go1.26.8')).toBe(`${binaryKeyPrefix(INPUTS)}go1.26.8`);
  });

  it.each([
    ['a module file', { ...INPUTS, moduleFiles: ['module a', 'sum b'] }],
    ['the border between two module files', { ...INPUTS, moduleFiles: ['module as', 'um a'] }],
    ['a flag', { ...INPUTS, flags: ['-trimpath', '-race'] }],
    ['the platform', { ...INPUTS, platform: 'linux-arm64' }],
  ])('changes with %s', (_what, other) => {
    expect(binaryKey(other, 'go1.26.8')).not.toBe(binaryKey(INPUTS, 'go1.26.8'));
  });
});
