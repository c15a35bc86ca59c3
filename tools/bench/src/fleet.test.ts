import { describe, expect, it } from 'vitest';
import { renderRegionFile } from './fleet.ts';

const TEMPLATE = `metadata:
  name: aws-us-east-1
spec:
  network:
    cidr: 10.40.0.0/16
  aws:
    account: "111122223333"
    externalId: atoll-us-east-1-7c1f9b2e
`;

describe('renderRegionFile', () => {
  it('gives the example a name, a network, an account and an external id of its own', () => {
    expect(renderRegionFile(TEMPLATE, 5)).toBe(`metadata:
  name: aws-us-east-1-n0005
spec:
  network:
    cidr: 10.1.64.0/18
  aws:
    account: "200000000005"
    externalId: atoll-us-east-1-00000005
`);
  });

  it('never gives two regions one network', () => {
    const files = Array.from({ length: 1_024 }, (_, index) => renderRegionFile(TEMPLATE, index));

    const networks = new Set(files.map((file) => /cidr: (\S+)/.exec(file)?.[1]));

    expect(networks.size).toBe(1_024);
    expect(networks).toContain('10.255.192.0/18');
  });

  it('refuses a region for which no network is left', () => {
    expect(() => renderRegionFile(TEMPLATE, 1_024)).toThrow(
      new RangeError('region 1024: a generated fleet has regions 0 to 1023'),
    );
  });

  it('refuses an example that does not hold what has to differ', () => {
    expect(() => renderRegionFile(TEMPLATE.replace('10.40', '10.41'), 0)).toThrow(
      new RangeError('regions/aws-us-east-1/region.yaml must hold "cidr: 10.40.0.0/16" exactly once'),
    );
  });
});
