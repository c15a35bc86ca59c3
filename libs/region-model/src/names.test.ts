import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOfRegion, shortenName } from './names.ts';

describe('namesOfRegion', () => {
  it('puts the region between prefix and thing', () => {
    expect(namesOfRegion('aws-us-east-1').of('db')).toBe('atoll-aws-us-east-1-db');
  });

  it('keeps a short name as it is', () => {
    expect(namesOfRegion('eu').short('vault', 24)).toBe('atoll-eu-vault');
  });

  it('cuts a long name and ends it with a digest of the whole', () => {
    expect(namesOfRegion('azure-germany-west-central').short('vault', 24)).toBe('atoll-azure-ger-rvegc3h7');
  });
});

describe('shortenName', () => {
  it('never gives more characters than the limit, and no dash before the digest', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,80}[a-z0-9]$/);
    fc.assert(
      fc.property(names, fc.integer({ min: 12, max: 63 }), (name, limit) => {
        const short = shortenName(name, limit);

        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short).not.toMatch(/--[0-9a-z]{8}$/);
      }),
    );
  });

  it('keeps two long names apart that differ only behind the cut', () => {
    const [a, b] = [`${'x'.repeat(60)}a`, `${'x'.repeat(60)}b`];

    expect(shortenName(a, 24)).not.toBe(shortenName(b, 24));
  });

  it('refuses a limit that leaves no room for the digest', () => {
    expect(() => shortenName('atoll-region-thing', 9)).toThrow(
      'A name of at most 9 characters cannot be made from "atoll-region-thing".',
    );
  });
});
