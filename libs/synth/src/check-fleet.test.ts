import { describe, expect, it } from 'vitest';
import { checkFleet } from './check-fleet.ts';
import type { RegionFacts } from './region-facts.ts';

function region(name: string, facts: Partial<RegionFacts> = {}): RegionFacts {
  return {
    name,
    file: `regions/${name}/region.yaml`,
    cloud: 'aws',
    account: '111122223333',
    controlCluster: 'main',
    cidr: '10.0.0.0/16',
    claims: [],
    ...facts,
  };
}

function messages(facts: readonly RegionFacts[]) {
  return checkFleet({ loaded: facts, others: [] }).map(
    ({ file, path, message }) => `${file} ${path}: ${message}`,
  );
}

describe('checkFleet', () => {
  it('lets regions be that have nothing in common', () => {
    expect(messages([region('a-one'), region('b-two', { cidr: '10.1.0.0/16' })])).toStrictEqual([]);
  });

  it('lets one range be used in two accounts', () => {
    expect(messages([region('a-one'), region('b-two', { account: '444455556666' })])).toStrictEqual([]);
  });

  it('names both regions of an overlap', () => {
    expect(messages([region('a-one'), region('b-two', { cidr: '10.0.16.0/21' })])).toStrictEqual([
      'regions/a-one/region.yaml spec.network.cidr: 10.0.0.0/16 overlaps 10.0.16.0/21 of region b-two in the same account (aws 111122223333); choose a range of its own.',
      'regions/b-two/region.yaml spec.network.cidr: 10.0.16.0/21 overlaps 10.0.0.0/16 of region a-one in the same account (aws 111122223333); choose a range of its own.',
    ]);
  });

  it('finds an overlap also behind a network that lies between', () => {
    const facts = [
      region('a-one', { cidr: '10.0.0.0/16' }),
      region('b-two', { cidr: '10.0.0.0/20' }),
      region('c-three', { cidr: '10.0.128.0/17' }),
    ];

    expect(checkFleet({ loaded: facts, others: [] }).map(({ file }) => file)).toStrictEqual([
      'regions/a-one/region.yaml',
      'regions/a-one/region.yaml',
      'regions/b-two/region.yaml',
      'regions/c-three/region.yaml',
    ]);
  });

  it('points at the field of a value that two regions share', () => {
    const claims = [{ scope: 'aws external id', names: ['shared-id'], path: 'spec.aws.externalId' }];

    expect(
      messages([region('a-one', { claims }), region('b-two', { cidr: '10.1.0.0/16', claims })]),
    ).toStrictEqual([
      'regions/a-one/region.yaml spec.aws.externalId: the name shared-id (aws external id) is claimed by b-two too; give one of them a value of its own, where nothing is created yet.',
      'regions/b-two/region.yaml spec.aws.externalId: the name shared-id (aws external id) is claimed by a-one too; give one of them a value of its own, where nothing is created yet.',
    ]);
  });

  it('names both regions of a name that has to be unique', () => {
    const claims = [{ scope: 'aws s3', names: ['atoll-backup'] }];

    expect(
      messages([region('a-one', { claims }), region('b-two', { cidr: '10.1.0.0/16', claims })]),
    ).toStrictEqual([
      'regions/a-one/region.yaml metadata.name: the name atoll-backup (aws s3) is claimed by b-two too; change it, or rename the region, where nothing is created yet.',
      'regions/b-two/region.yaml metadata.name: the name atoll-backup (aws s3) is claimed by a-one too; change it, or rename the region, where nothing is created yet.',
    ]);
  });

  it('refuses a name that begins with the name of a neighbour in the account', () => {
    expect(messages([region('eu'), region('eu-west', { cidr: '10.1.0.0/16' })])).toStrictEqual([
      'regions/eu-west/region.yaml metadata.name: begins with the name of region eu in the same account, whose roles could act on this one; rename the region that is not created yet.',
    ]);
  });

  it('names a loaded region and the other one that it collides with', () => {
    const claims = [{ scope: 'aws s3', names: ['atoll-backup'] }];
    const loaded = [region('a-one', { claims })];
    const others = [
      region('b-two', { cidr: '10.0.16.0/21' }),
      region('c-three', { cidr: '10.1.0.0/16', claims }),
      region('a', { cidr: '10.2.0.0/16' }),
    ];

    expect(checkFleet({ loaded, others }).map(({ file, code }) => `${file} ${code}`)).toStrictEqual([
      'regions/a-one/region.yaml ERR_CONFIG_NAME_PREFIX',
      'regions/a-one/region.yaml ERR_CONFIG_NAME_COLLISION',
      'regions/a-one/region.yaml ERR_CONFIG_CIDR_COLLISION',
      'regions/b-two/region.yaml ERR_CONFIG_CIDR_COLLISION',
      'regions/c-three/region.yaml ERR_CONFIG_NAME_COLLISION',
    ]);
  });

  it('does not look for collisions among the others', () => {
    const others = [region('a-one'), region('a-one-b')];

    expect(checkFleet({ loaded: [region('b-two', { cidr: '10.1.0.0/16' })], others })).toStrictEqual([]);
  });
});
