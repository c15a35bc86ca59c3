import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { resourceKinds } from '../resource-kinds.ts';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { lossOf } from './loss-of.ts';

const region = exampleRegion({ spec: { encryption: { keys: 'managed' } } });
const objects = buildRegion(region);

describe('what the owner loses', () => {
  it('is named for everything of a region that holds data, and for nothing else', () => {
    const losses = objects.flatMap((object) => lossOf(object) ?? []);

    expect(losses.sort()).toStrictEqual([
      'the DNS zone aws-eu-west-1.apps.example.com with every name in it; a new one gets other name servers',
      'the bucket atoll-aws-eu-west-1-backup-111122223333 with every object in it',
      'the bucket atoll-aws-eu-west-1-export-111122223333 with every object in it',
      'the bucket atoll-aws-eu-west-1-registry-111122223333 with every object in it',
      'the cluster atoll-aws-eu-west-1-cluster with what stands only in it: key-encryption keys, Secrets, claims of volumes',
      'the database atoll-aws-eu-west-1-db with its data and backups',
      'the key atoll-aws-eu-west-1-key, and with it all data that is encrypted with it',
      'the log group /aws/eks/atoll-aws-eu-west-1-cluster/cluster with its logs',
      'the log group /aws/rds/instance/atoll-aws-eu-west-1-db/postgresql with its logs',
      'the log group /aws/rds/instance/atoll-aws-eu-west-1-db/upgrade with its logs',
      'the secret atoll-aws-eu-west-1-platform with the values that the owner put into it',
    ]);
  });

  it('is said of every kind that Crossplane never deletes, but for what only configures or names another one', () => {
    const kept = [...resourceKinds].filter(([, { keep }]) => keep).map(([kind]) => kind);
    const silent = kept.filter(
      (kind) =>
        lossOf({ apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name: 'x' } }) === undefined,
    );

    expect(silent.map(({ kind }) => kind).filter((kind) => !/^Bucket./.test(kind))).toStrictEqual(['Alias']);
  });

  it('is nothing for what the region only observes', () => {
    const database = objects.find(({ kind }) => kind === 'Instance') as RenderedObject;
    const observed = { ...database, spec: { managementPolicies: ['Observe'] } };

    expect(lossOf(observed)).toBeUndefined();
  });

  it('is nothing for an object of another kind with the same name of its kind', () => {
    const object = { apiVersion: 'example.com/v1', kind: 'Instance', metadata: { name: 'atoll-x-db' } };

    expect(lossOf(object)).toBeUndefined();
  });
});
