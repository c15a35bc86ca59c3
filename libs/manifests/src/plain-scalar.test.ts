import { describe, expect, it } from 'vitest';

import { isPlainBlock, isPlainKey, isPlainValue } from './plain-scalar.ts';

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

describe('isPlainBlock', () => {
  it.each([
    'a\nb',
    'a\nb\n',
    '{\n  "a": [\n    "b"\n  ]\n}',
    'a\n\n\n  b: # c',
    '#!/bin/sh\nset -e\n',
    '- a\n%b\n---',
  ])('takes %j as it is', (text) => {
    expect(isPlainBlock(text)).toBe(true);
  });

  it.each([
    'a',
    'a\n\n',
    '\na\nb',
    ' a\nb',
    'a \nb',
    'a\nb ',
    'a\n \nb',
    'a\tb\nc',
    'a\n\tb',
    'é\na',
    'a\r\nb',
    '\n',
  ])('leaves %j to the library', (text) => {
    expect(isPlainBlock(text)).toBe(false);
  });
});
