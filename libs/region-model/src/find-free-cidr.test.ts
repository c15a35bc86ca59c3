import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containsCidr,
  isNetworkAddress,
  overlapsCidr,
  parseCidr,
  privateRanges,
  renderCidr,
} from './cidr.ts';
import { findFreeCidr } from './find-free-cidr.ts';

function findFree(...taken: readonly string[]): string | undefined {
  const found = findFreeCidr(taken.map(parseCidr));
  return found === undefined ? undefined : renderCidr(found);
}

describe(findFreeCidr, () => {
  it.each([
    ['the first range when nothing is taken', [], '10.0.0.0/16'],
    ['what lies behind the highest', ['10.40.0.0/16', '10.48.0.0/21'], '10.49.0.0/16'],
    ['what lies behind, whatever was left between', ['10.3.0.0/16', '10.1.0.0/16'], '10.4.0.0/16'],
    ['a gap when the range is taken up to its end', ['10.255.0.0/16', '10.0.0.0/16'], '10.1.0.0/16'],
    ['the next private range when one is full', ['10.0.0.0/8'], '172.16.0.0/16'],
    [
      'a smaller network when no large one is left',
      ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/17'],
      '192.168.128.0/17',
    ],
    ['a network of a range that only its own ranges touch', ['11.0.0.0/8'], '10.0.0.0/16'],
  ])('gives %s', (_what, taken, free) => {
    expect(findFree(...taken)).toBe(free);
  });

  it('gives nothing when all private addresses are taken', () => {
    expect(findFree('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')).toBeUndefined();
  });

  it('never gives a network that overlaps a taken one, or is not private', () => {
    const network = fc
      .tuple(fc.constantFrom(...privateRanges), fc.nat({ max: 0xffffff }), fc.integer({ min: 9, max: 24 }))
      .map(([range, offset, prefix]) => {
        const size = 2 ** (32 - prefix);
        return { base: Math.floor((range.base + offset) / size) * size, prefix };
      });
    fc.assert(
      fc.property(fc.array(network, { maxLength: 40 }), (taken) => {
        const free = findFreeCidr(taken);
        if (free === undefined) return;
        expect(taken.some((cidr) => overlapsCidr(cidr, free))).toBe(false);
        expect(privateRanges.some((range) => containsCidr(range, free))).toBe(true);
        expect(isNetworkAddress(free) && free.prefix >= 16 && free.prefix <= 21).toBe(true);
      }),
    );
  });
});
