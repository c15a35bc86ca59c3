import type { LiveObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { exampleRegion } from './testing/example-region.ts';
import { toSmokeFacts } from './to-smoke-facts.ts';

const region = exampleRegion();

function live(group: string, kind: string, name: string, atProvider: object): LiveObject {
  return {
    apiVersion: `${group}.aws.m.upbound.io/v1beta1`,
    kind,
    metadata: { name: `atoll-aws-eu-west-1-${name}` },
    status: { atProvider },
  };
}

const database = {
  instanceClass: 'db.r6g.xlarge',
  storageEncrypted: true,
  publiclyAccessible: false,
  backupRetentionPeriod: 8,
};

describe('toSmokeFacts', () => {
  it('knows only of the keys of AWS while nothing stands', () => {
    expect(toSmokeFacts([], region)).toStrictEqual({ keys: [{ name: 'of AWS', state: 'enabled' }] });
  });

  it('tells zones, database and logs from the status of managed resources', () => {
    const objects = [
      live('ec2', 'Subnet', 'subnet-1', { availabilityZone: 'eu-west-1a' }),
      live('ec2', 'Subnet', 'subnet-2', {}),
      live('rds', 'Instance', 'db', { ...database, latestRestorableTime: '2026-11-30T11:56:00Z' }),
      live('eks', 'Cluster', 'cluster', { enabledClusterLogTypes: ['api', 'audit'] }),
    ];

    expect(toSmokeFacts(objects, region)).toMatchObject({
      subnetZones: ['eu-west-1a'],
      database: {
        class: 'db.r6g.xlarge',
        wantedClass: 'db.r6g.2xlarge',
        isEncrypted: true,
        isPublic: false,
        backupRetentionDays: 8,
      },
      latestRestorableTime: '2026-11-30T11:56:00Z',
      controlPlaneLogs: ['api', 'audit'],
    });
  });

  it('takes a database for public, and for plain, that does not say otherwise', () => {
    const { storageEncrypted: _encrypted, publiclyAccessible: _public, ...silent } = database;

    expect(toSmokeFacts([live('rds', 'Instance', 'db', silent)], region).database).toMatchObject({
      isEncrypted: false,
      isPublic: true,
    });
  });

  it.each([
    [true, 'enabled'],
    [false, 'disabled'],
  ] as const)('takes a key that is enabled %s as %s', (isEnabled, state) => {
    const managed = exampleRegion({ spec: { encryption: { keys: 'managed' } } });

    expect(toSmokeFacts([live('kms', 'Key', 'key', { isEnabled })], managed).keys).toStrictEqual([
      { name: 'atoll-aws-eu-west-1-key', state },
    ]);
    expect(toSmokeFacts([], managed).keys).toBeUndefined();
  });
});
