import { describe, expect, it } from 'vitest';
import type { ExampleOverrides } from '../testing/example-region.ts';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { listCosts } from './list-costs.ts';
import { instancePrices, natPrices, type Price, worldPrices } from './prices.ts';

describe('the monthly cost of a region', () => {
  it('is a band at list prices where they are known', () => {
    expect(render({ location: 'us-east-1' })).toStrictEqual([
      'cluster atoll-aws-eu-west-1-cluster: 73 to 73',
      'database atoll-aws-eu-west-1-db: unknown',
      'database storage atoll-aws-eu-west-1-db: unknown',
      'elastic node disks elastic: unknown',
      'elastic nodes elastic: 0 to 2943.36',
      'node disks atoll-aws-eu-west-1-system: unknown',
      'nodes atoll-aws-eu-west-1-system: 840.96 to 840.96',
      'secret atoll-aws-eu-west-1-platform: unknown',
      'usage: unknown',
      'zone atoll-aws-eu-west-1-zone: unknown',
    ]);
  });

  it('counts a NAT gateway for each zone that it may stand in', () => {
    const network = { cidr: '10.20.0.0/16', exposure: 'private', egress: 'gateway', apiServer: {} } as const;

    expect(render({ location: 'us-east-1', spec: { network } })).toContain(
      'nat atoll-aws-eu-west-1-nat: 32.85 to 98.55',
    );
  });

  it('is unknown, and says what is not known, in a place whose prices nobody has read', () => {
    const items = listCosts(buildRegion(exampleRegion({ location: 'ap-south-2' })));

    expect(items.filter(({ monthly }) => monthly === undefined).map(({ source }) => source)).toStrictEqual([
      'unknown: no price of db.r6g.2xlarge, PostgreSQL, two zones, in ap-south-2',
      'unknown: no price of 400 to 4000 GiB gp3, two zones, in ap-south-2',
      'unknown: no price of 0 to 10 x 100 GiB gp3, in ap-south-2',
      'unknown: no price of m5.2xlarge, m6a.2xlarge, m6i.2xlarge, m7i.2xlarge, m5.4xlarge, m6a.4xlarge, m6i.4xlarge, m7i.4xlarge in ap-south-2',
      'unknown: no price of 3 x 100 GiB gp3, in ap-south-2',
      'unknown: no price of m5.2xlarge in ap-south-2',
      'unknown: no price of secret, in ap-south-2',
      'depends on use',
      'unknown: no price of DNS zone, in ap-south-2',
    ]);
  });

  it('takes no price of one partition for another', () => {
    const items = listCosts(buildRegion(exampleRegion({ location: 'us-gov-west-1' })));

    expect(items.find(({ id }) => id.startsWith('cluster'))?.monthly).toBeUndefined();
    expect(items.find(({ id }) => id.startsWith('nodes'))?.monthly).toStrictEqual({
      low: 1059.96,
      high: 1059.96,
    });
  });

  it('is nothing where nothing stands', () => {
    expect(listCosts([])).toStrictEqual([]);
  });
});

describe('every price', () => {
  const byPlace = Object.values(instancePrices).flatMap(Object.values<Price>);
  const single = [natPrices, worldPrices].flatMap(Object.values<Price>);

  it('is positive and names the page or file that it is from, and its year', () => {
    const prices = [...byPlace, ...single];
    const isNamed = (source: string) => /https:\/\/\S+\/\S+, 20\d\d|\.go, generated 20\d\d-/.test(source);

    expect(prices.length).toBeGreaterThan(15);
    expect(prices.filter(({ usd, source }) => usd <= 0 || !isNamed(source))).toStrictEqual([]);
  });
});

function render(overrides: ExampleOverrides): readonly string[] {
  return listCosts(buildRegion(exampleRegion(overrides))).map(
    ({ id, monthly }) => `${id}: ${monthly === undefined ? 'unknown' : `${monthly.low} to ${monthly.high}`}`,
  );
}
