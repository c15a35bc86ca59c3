import { describe, expect, it } from 'vitest';

import { isPlainKey, isPlainValue } from './plain-scalar.ts';

describe('isPlainValue', () => {
  it.each([
    'atoll',
    'us-east-1',
    'a b',
    'a:b',
    'a#b',
    '/24',
    '10.0.0.0/16',
    'm5.large',
    'arn:aws:s3:::a/*',
    'e2-small',
  ])('lets %j stand without quotes', (text) => {
    expect(isPlainValue(text)).toBe(true);
  });

  it.each([
    '',
    'yes',
    'NULL',
    'e2',
    'E-5',
    '1',
    '1.29',
    'a: b',
    'a:',
    'a #b',
    'a ',
    ' a',
    'a  b',
    'a\nb',
    'é',
    '{a}',
    '12:00',
  ])('leaves %j to the library', (text) => {
    expect(isPlainValue(text)).toBe(false);
  });

  it('leaves a string of more than 512 characters to the library', () => {
    expect(isPlainValue('a'.repeat(512))).toBe(true);
    expect(isPlainValue('a'.repeat(513))).toBe(false);
  });
});

describe('isPlainKey', () => {
  it('leaves a key of more than 256 characters to the library', () => {
    expect(isPlainKey('a'.repeat(256))).toBe(true);
    expect(isPlainKey('a'.repeat(257))).toBe(false);
  });
});
