import { databaseSizes } from '@atoll/region-model';
import { describe, expect, it } from 'vitest';
import { databaseClasses } from './database-classes.ts';
import { addPersistence } from './persistence.ts';
import { exampleRegion } from './testing/example-region.ts';
import { findObject, forProviderOf, listNames, renderAdded } from './testing/render-added.ts';

/** vCPU and GiB of the r6g classes, from the RDS User Guide. */
const published: Readonly<Record<string, readonly [number, number]>> = {
  'db.r6g.large': [2, 16],
  'db.r6g.xlarge': [4, 32],
  'db.r6g.2xlarge': [8, 64],
  'db.r6g.4xlarge': [16, 128],
  'db.r6g.8xlarge': [32, 256],
};

describe('the event store', () => {
  it('is private, encrypted, spread over zones, backed up and never deleted', () => {
    const objects = renderAdded(exampleRegion(), addPersistence);

    expect(findObject(objects, 'Instance').spec).toEqual({
      managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
      providerConfigRef: { kind: 'ProviderConfig', name: 'aws' },
      forProvider: {
        region: 'eu-west-1',
        identifier: 'atoll-aws-eu-west-1-db',
        engine: 'postgres',
        engineVersion: '17',
        allowMajorVersionUpgrade: true,
        autoMinorVersionUpgrade: true,
        instanceClass: 'db.r6g.2xlarge',
        multiAz: true,
        applyImmediately: true,
        maintenanceWindow: 'sun:03:00-sun:04:00',
        storageType: 'gp3',
        allocatedStorage: 400,
        maxAllocatedStorage: 4000,
        storageEncrypted: true,
        publiclyAccessible: false,
        port: 5432,
        username: 'atoll',
        manageMasterUserPassword: true,
        dbSubnetGroupNameRef: { name: 'atoll-aws-eu-west-1-db' },
        vpcSecurityGroupIdRefs: [{ name: 'atoll-aws-eu-west-1-db' }],
        parameterGroupNameRef: { name: 'atoll-aws-eu-west-1-db-postgres17' },
        backupRetentionPeriod: 8,
        backupWindow: '01:00-02:00',
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: 'atoll-aws-eu-west-1-db-final',
        monitoringInterval: 15,
        monitoringRoleArnRef: { name: 'atoll-aws-eu-west-1-db-monitoring' },
        enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
        tags: {
          Name: 'atoll-aws-eu-west-1-db',
          'atoll:managed-by': 'atoll',
          'atoll:region': 'aws-eu-west-1',
        },
      },
    });
  });

  it('has a class with the vCPU and memory of every size', () => {
    expect(databaseSizes.map(({ name }) => published[databaseClasses[name]])).toEqual(
      databaseSizes.map(({ cpu, memoryGib }) => [cpu, memoryGib]),
    );
  });

  it('starts with the configured storage and may grow to the ceiling', () => {
    const storage = { initialGib: 500, maxGib: 4000 };
    const region = exampleRegion({ spec: { persistence: { size: 'large', engineVersion: '17', storage } } });

    const objects = renderAdded(region, addPersistence);

    expect(forProviderOf(objects, 'Instance')).toMatchObject({
      allocatedStorage: 500,
      maxAllocatedStorage: 4000,
    });
  });

  it('is reached from the three subnets and from nowhere else', () => {
    const objects = renderAdded(exampleRegion(), addPersistence);

    const rules = objects.filter(({ kind }) => kind === 'SecurityGroupIngressRule');

    expect(rules.map((rule) => forProviderOf([rule], 'SecurityGroupIngressRule'))).toMatchObject([
      { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv4: '10.20.0.0/18' },
      { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv4: '10.20.64.0/18' },
      { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv4: '10.20.128.0/18' },
    ]);
    expect(objects.filter(({ kind }) => kind === 'SecurityGroupEgressRule')).toEqual([]);
  });

  it('demands TLS in a parameter group of its major version', () => {
    const persistence = {
      size: 'large',
      engineVersion: '16',
      storage: { initialGib: 500, maxGib: 4000 },
    } as const;

    const objects = renderAdded(exampleRegion({ spec: { persistence } }), addPersistence);

    expect(forProviderOf(objects, 'ParameterGroup', 'atoll-aws-eu-west-1-db-postgres16')).toMatchObject({
      family: 'postgres16',
      parameter: [{ name: 'rds.force_ssl', value: '1', applyMethod: 'immediate' }],
    });
  });

  it('has the log groups that RDS would make otherwise, without retention', () => {
    const objects = renderAdded(exampleRegion(), addPersistence);

    const names = objects
      .filter(({ kind }) => kind === 'Group')
      .map(({ metadata }) => metadata.annotations?.['crossplane.io/external-name']);

    expect(names).toEqual([
      '/aws/rds/instance/atoll-aws-eu-west-1-db/postgresql',
      '/aws/rds/instance/atoll-aws-eu-west-1-db/upgrade',
    ]);
  });

  it('uses the given key for storage, password, logs and secrets', () => {
    const objects = renderAdded(exampleRegion({ spec: { encryption: { keys: 'managed' } } }), addPersistence);
    const key = { name: 'atoll-aws-eu-west-1-key' };

    expect(forProviderOf(objects, 'Instance')).toMatchObject({
      kmsKeyIdRef: key,
      masterUserSecretKmsKeyIdRef: key,
    });
    expect(forProviderOf(objects, 'Secret')).toMatchObject({ kmsKeyIdRef: key, recoveryWindowInDays: 30 });
    expect(forProviderOf(objects, 'Group', 'atoll-aws-eu-west-1-db-upgrade')).toMatchObject({
      kmsKeyIdRef: key,
    });
  });

  it('keeps these names for ever', () => {
    expect(listNames(renderAdded(exampleRegion(), addPersistence))).toEqual([
      'SecurityGroup atoll-aws-eu-west-1-db',
      'SecurityGroupIngressRule atoll-aws-eu-west-1-db-subnet-1',
      'SecurityGroupIngressRule atoll-aws-eu-west-1-db-subnet-2',
      'SecurityGroupIngressRule atoll-aws-eu-west-1-db-subnet-3',
      'Group atoll-aws-eu-west-1-db-postgresql',
      'Group atoll-aws-eu-west-1-db-upgrade',
      'SubnetGroup atoll-aws-eu-west-1-db',
      'ParameterGroup atoll-aws-eu-west-1-db-postgres17',
      'Instance atoll-aws-eu-west-1-db',
      'Secret atoll-aws-eu-west-1-platform',
    ]);
  });
});
