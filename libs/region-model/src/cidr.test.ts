import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cidr,
  containsCidr,
  isNetworkAddress,
  networkOf,
  overlapsCidr,
  parseCidr,
  privateRanges,
  quarterCidr,
  renderCidr,
} from './cidr.ts';

const anyCidr = fc.record(
  { base: fc.integer({ min: 0, max: 0xffffffff }), prefix: fc.integer({ min: 8, max: 28 }) },
  { noNullPrototype: true },
);

describe('parseCidr', () => {
  it('reads the last address of the space', () => {
    expect(parseCidr('255.255.255.255/32')).toStrictEqual({ base: 0xffffffff, prefix: 32 });
  });

  it('is undone by renderCidr', () => {
    fc.assert(
      fc.property(anyCidr, (cidr) => {
        expect(parseCidr(renderCidr(cidr))).toStrictEqual(cidr);
      }),
    );
  });
});

describe('isNetworkAddress', () => {
  it.each([
    ['10.40.0.0/16', true],
    ['10.40.1.0/16', false],
    ['10.48.8.0/21', true],
    ['10.48.9.0/21', false],
  ])('says of %s: %s', (text, expected) => {
    expect(isNetworkAddress(parseCidr(text))).toBe(expected);
  });
});

describe('overlapsCidr', () => {
  it.each([
    ['10.40.0.0/16', '10.41.0.0/16', false],
    ['10.40.0.0/16', '10.40.128.0/17', true],
    ['10.0.0.0/8', '10.255.255.0/24', true],
    ['0.0.0.0/0', '192.168.0.0/16', true],
  ])('says of %s and %s: %s', (a, b, expected) => {
    expect(overlapsCidr(parseCidr(a), parseCidr(b))).toBe(expected);
    expect(overlapsCidr(parseCidr(b), parseCidr(a))).toBe(expected);
  });
});

describe('quarterCidr', () => {
  it('gives four disjoint parts that lie within the whole and are as large together', () => {
    fc.assert(
      fc.property(anyCidr, (any) => {
        const whole = networkOf(any);
        const parts = quarterCidr(whole);

        expect(parts.every((part) => containsCidr(whole, part) && isNetworkAddress(part))).toBe(true);
        expect(pairs(parts).some(([a, b]) => overlapsCidr(a, b))).toBe(false);
        expect(new Set(parts.map((part) => part.prefix))).toStrictEqual(new Set([whole.prefix + 2]));
      }),
    );
  });
});

describe('privateRanges', () => {
  it('is RFC 1918', () => {
    expect(privateRanges.map(renderCidr)).toStrictEqual(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
  });
});

function pairs(parts: readonly Cidr[]): readonly (readonly [Cidr, Cidr])[] {
  return parts.flatMap((a, index) => parts.slice(index + 1).map((b) => [a, b] as const));
}
