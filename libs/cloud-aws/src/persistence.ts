import type { StageCharts } from '@atoll/cloud';
import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import {
  databaseNameOf,
  logGroupsOf,
  parameterGroupNameOf,
  platformSecretNameOf,
  subnetRefsOf,
} from './cloud-names.ts';
import { databaseClasses } from './database-classes.ts';
import { addDatabaseSecurity, DATABASE_PORT } from './database-security.ts';
import { databaseStorage } from './database-storage.ts';
import { databaseMonitoringRoleNameOf } from './iam/role-names.ts';
import { keyFields } from './key-fields.ts';
import { addLogGroup } from './log-group.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import {
  RdsInstance,
  type RdsInstanceSpec,
  RdsParameterGroup,
  RdsSubnetGroup,
  SecretsManagerSecret,
} from './schemas/index.ts';
import { toBackupWindow, toMaintenanceWindow } from './week-windows.ts';

/** Seconds between two readings of Enhanced Monitoring, the only CPU and memory figures inside the role's services. */
const MONITORING_SECONDS = 15;

/** Days for which a deleted secret can be restored: the most that Secrets Manager allows. */
const RECOVERY_WINDOW_DAYS = 30;

/** Adds the event store with its security, logs and parameters, and the secret for what the customer hands over. */
export function addPersistence(stages: StageCharts, region: AwsRegion): void {
  const chart = stages.control.persistence;
  const { postgresql, upgrade } = logGroupsOf(region);
  addDatabaseSecurity(stages, region);
  addLogGroup(chart, region, postgresql);
  addLogGroup(chart, region, upgrade);
  addGroups(chart, region);
  addDatabase(chart, region);
  addPlatformSecret(chart, region);
}

function addGroups(chart: Chart, region: AwsRegion): void {
  const subnetGroup = databaseNameOf(region);
  addManagedResource(chart, region, {
    kind: RdsSubnetGroup,
    name: subnetGroup,
    forProvider: {
      description: `Event store of the Atoll region ${region.name}`,
      subnetIdRefs: subnetRefsOf(region),
      tags: tagsOf(region, subnetGroup),
    },
  });
  const parameterGroup = parameterGroupNameOf(region);
  addManagedResource(chart, region, {
    kind: RdsParameterGroup,
    name: parameterGroup,
    forProvider: {
      description: `Event store of the Atoll region ${region.name}`,
      family: `postgres${region.persistence.engineVersion}`,
      parameter: [{ name: 'rds.force_ssl', value: '1', applyMethod: 'immediate' }],
      tags: tagsOf(region, parameterGroup),
    },
  });
}

function addDatabase(chart: Chart, region: AwsRegion): void {
  const name = databaseNameOf(region);
  addManagedResource(chart, region, {
    kind: RdsInstance,
    name,
    forProvider: {
      identifier: name,
      engine: 'postgres',
      // The major version only: minor versions follow by themselves inside the maintenance window.
      engineVersion: region.persistence.engineVersion,
      allowMajorVersionUpgrade: true,
      autoMinorVersionUpgrade: true,
      instanceClass: databaseClasses[region.persistence.size.name],
      multiAz: true,
      // A size change waits for nobody: whoever commits keeps the window (design §4.9).
      applyImmediately: true,
      maintenanceWindow: toMaintenanceWindow(region.maintenance.window),
      tags: tagsOf(region, name),
      ...databaseStorage(region),
      ...accessFields(region),
      ...backupFields(region),
      ...monitoringFields(region),
    },
  });
}

function accessFields(region: AwsRegion): Partial<RdsInstanceSpec['forProvider']> {
  const name = databaseNameOf(region);
  return {
    publiclyAccessible: false,
    port: DATABASE_PORT,
    username: 'atoll',
    manageMasterUserPassword: true,
    ...keyFields(region, 'masterUserSecretKmsKeyId'),
    dbSubnetGroupNameRef: { name },
    vpcSecurityGroupIdRefs: [{ name }],
    parameterGroupNameRef: { name: parameterGroupNameOf(region) },
  };
}

function backupFields(region: AwsRegion): Partial<RdsInstanceSpec['forProvider']> {
  return {
    backupRetentionPeriod: region.backup.retentionDays,
    backupWindow: toBackupWindow(region.maintenance.window),
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: region.names.of('db-final'),
  };
}

function monitoringFields(region: AwsRegion): Partial<RdsInstanceSpec['forProvider']> {
  return {
    monitoringInterval: MONITORING_SECONDS,
    monitoringRoleArnRef: { name: databaseMonitoringRoleNameOf(region) },
    enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
  };
}

function addPlatformSecret(chart: Chart, region: AwsRegion): void {
  const name = platformSecretNameOf(region);
  addManagedResource(chart, region, {
    kind: SecretsManagerSecret,
    name,
    forProvider: {
      name,
      description: `Values that the customer hands to the Atoll region ${region.name}`,
      recoveryWindowInDays: RECOVERY_WINDOW_DAYS,
      ...keyFields(region, 'kmsKeyId'),
      tags: tagsOf(region, name),
    },
  });
}
