import { describe, expect, it } from 'vitest';
import type { ExampleOverrides } from '../testing/example-region.ts';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { listCosts } from './list-costs.ts';
import {
  databasePrices,
  databaseStoragePrices,
  instancePrices,
  natPrices,
  type Price,
  volumePrices,
  worldPrices,
} from './prices.ts';

describe('the monthly cost of a region', () => {
  it('is a band at list prices where they are known', () => {
    expect(render({ location: 'us-east-1' })).toStrictEqual([
      'cluster atoll-aws-eu-west-1-cluster: 73 to 73',
      'database atoll-aws-eu-west-1-db: 1312.54 to 1312.54',
      'database storage atoll-aws-eu-west-1-db: 92 to 920',
      'elastic nodes elastic: 0 to 3023.36',
      'nodes atoll-aws-eu-west-1-system: 864.96 to 864.96',
      'secret atoll-aws-eu-west-1-platform: 0.4 to 0.4',
      'usage: unknown',
      'zone atoll-aws-eu-west-1-zone: 0.5 to 0.5',
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
      'unknown: no price of db.r6g.2xlarge, two zones, in ap-south-2',
      'unknown: no price of database storage in ap-south-2',
      'unknown: no price of m5.2xlarge, m6a.2xlarge, m6i.2xlarge, m7i.2xlarge, m5.4xlarge, m6a.4xlarge, m6i.4xlarge, m7i.4xlarge in ap-south-2',
      'unknown: no price of m5.2xlarge in ap-south-2',
      'depends on use',
    ]);
  });

  it('takes no price of one partition for another', () => {
    const items = listCosts(buildRegion(exampleRegion({ location: 'us-gov-west-1' })));

    expect(items.find(({ id }) => id.startsWith('cluster'))?.monthly).toBeUndefined();
    expect(items.find(({ id }) => id.startsWith('nodes'))?.monthly).toBeUndefined();
  });

  it('is nothing where nothing stands', () => {
    expect(listCosts([])).toStrictEqual([]);
  });
});

describe('every price', () => {
  const byPlace = [instancePrices, databasePrices].flatMap((table) =>
    Object.values(table).flatMap(Object.values<Price>),
  );
  const single = [databaseStoragePrices, natPrices, volumePrices, worldPrices].flatMap(Object.values<Price>);

  it('is positive and says where it is from and of which year', () => {
    const prices = [...byPlace, ...single];

    expect(prices.length).toBeGreaterThan(20);
    expect(prices.filter(({ usd, source }) => usd <= 0 || !/\b20\d\d\b/.test(source))).toStrictEqual([]);
  });
});

function render(overrides: ExampleOverrides): readonly string[] {
  return listCosts(buildRegion(exampleRegion(overrides))).map(
    ({ id, monthly }) => `${id}: ${monthly === undefined ? 'unknown' : `${monthly.low} to ${monthly.high}`}`,
  );
}
