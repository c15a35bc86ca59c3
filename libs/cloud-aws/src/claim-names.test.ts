import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { claimNames } from './claim-names.ts';
import { buildRegion } from './testing/build-region.ts';
import { exampleRegion } from './testing/example-region.ts';

const managed = { encryption: { keys: 'managed' } } as const;

describe('the names that a region claims', () => {
  it('are unique in the world, in DNS, in the account, or in the account at the location', () => {
    expect(
      claimNames(exampleRegion({ spec: managed })).filter(({ scope }) => !scope.includes(' iam ')),
    ).toEqual([
      { scope: 'aws account 111122223333 eu-west-1 ec2 launch-template', name: 'atoll-aws-eu-west-1-system' },
      { scope: 'aws account 111122223333 eu-west-1 eks cluster', name: 'atoll-aws-eu-west-1-cluster' },
      { scope: 'aws account 111122223333 eu-west-1 kms alias', name: 'alias/atoll-aws-eu-west-1-key' },
      {
        scope: 'aws account 111122223333 eu-west-1 logs group',
        name: '/aws/eks/atoll-aws-eu-west-1-cluster/cluster',
      },
      {
        scope: 'aws account 111122223333 eu-west-1 logs group',
        name: '/aws/rds/instance/atoll-aws-eu-west-1-db/postgresql',
      },
      {
        scope: 'aws account 111122223333 eu-west-1 logs group',
        name: '/aws/rds/instance/atoll-aws-eu-west-1-db/upgrade',
      },
      { scope: 'aws account 111122223333 eu-west-1 rds instance', name: 'atoll-aws-eu-west-1-db' },
      { scope: 'aws account 111122223333 eu-west-1 rds subnet-group', name: 'atoll-aws-eu-west-1-db' },
      {
        scope: 'aws account 111122223333 eu-west-1 rds parameter-group',
        name: 'atoll-aws-eu-west-1-db-postgres17',
      },
      {
        scope: 'aws account 111122223333 eu-west-1 secretsmanager secret',
        name: 'atoll-aws-eu-west-1-platform',
      },
      { scope: 'aws s3', name: 'atoll-aws-eu-west-1-backup-111122223333' },
      { scope: 'aws s3', name: 'atoll-aws-eu-west-1-registry-111122223333' },
      { scope: 'aws s3', name: 'atoll-aws-eu-west-1-export-111122223333' },
      { scope: 'dns', name: 'aws-eu-west-1.apps.example.com' },
      { scope: 'aws external id', name: 'example-external-id-1', path: 'spec.aws.externalId' },
    ]);
  });

  it('hold the external id, whatever the account, so that no second region has the same', () => {
    const [first, second] = [
      claimNames(exampleRegion({ name: 'one' })),
      claimNames(exampleRegion({ name: 'two', aws: { account: '444455556666' } })),
    ].map((claims) => claims.filter(({ scope }) => scope === 'aws external id'));

    expect(first).toEqual(second);
    expect(first).toHaveLength(1);
  });

  it.each([
    ['Role', 'iam role'],
    ['Policy', 'iam policy'],
    ['InstanceProfile', 'iam instance-profile'],
  ])('hold every %s that is made, in the account whatever the location', (kind, scope) => {
    const region = exampleRegion();
    const made = buildRegion(region).filter((object) => object.kind === kind && !isObserved(object));

    const claims = claimNames(region).filter((claim) => claim.scope === `aws account 111122223333 ${scope}`);

    expect(claims.map(({ name }) => name).sort()).toEqual(made.map(({ metadata }) => metadata.name).sort());
  });

  it('differ wholly between two regions of one account', () => {
    const first = claimNames(exampleRegion({ name: 'one', spec: managed }));
    const second = claimNames(
      exampleRegion({ name: 'two', spec: managed, aws: { externalId: 'example-external-id-2' } }),
    );

    const keys = [...first, ...second].map(({ scope, name }) => `${scope} ${name}`);

    expect(new Set(keys).size).toBe(first.length + second.length);
  });
});

function isObserved(object: RenderedObject): boolean {
  return (
    JSON.stringify((object.spec as { readonly managementPolicies?: unknown }).managementPolicies) ===
    '["Observe"]'
  );
}
