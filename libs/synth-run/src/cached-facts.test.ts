import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegionFacts } from '@atoll/synth';
import { CachedFacts, packFacts, type PackedFacts } from './cached-facts.ts';

const FACTS: RegionFacts = {
  name: 'eu-1',
  file: 'regions/eu-1/region.yaml',
  cloud: 'aws',
  account: '111122223333',
  controlCluster: 'main',
  cidr: '10.0.0.0/16',
  claims: [
    { scope: 'aws s3', names: ['atoll-eu-1-backup', 'atoll-eu-1-registry'] },
    { scope: 'dns', names: ['eu-1.example.com'] },
  ],
};

function keep(facts: RegionFacts): CachedFacts {
  return new CachedFacts(JSON.parse(JSON.stringify(packFacts(facts))) as PackedFacts);
}

function toPlain(claims: RegionFacts['claims']): RegionFacts['claims'] {
  return claims.map(({ scope, names }) => ({ scope, names }));
}

describe(CachedFacts, () => {
  it('claims what the region claimed, whatever the names are', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', '\u007f', '\u007f\u007f', 'a\u007fb'));
    const claims = fc.array(fc.record({ scope: text, names: fc.array(text) }));
    fc.assert(
      fc.property(claims, (some) => {
        expect(toPlain(keep({ ...FACTS, claims: some }).claims)).toEqual(some);
      }),
    );
  });

  it('is the same after it has been kept again', () => {
    const twice = keep(keep(FACTS));

    expect({ ...twice, claims: toPlain(twice.claims) }).toEqual(FACTS);
  });

  it('keeps the names as one text', () => {
    expect(typeof packFacts(FACTS).claims).toBe('string');
  });
});
