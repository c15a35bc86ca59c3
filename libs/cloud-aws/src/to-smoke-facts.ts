import type { CloudSmokeFacts, LiveObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import { databaseNameOf, keyNameOf, subnetNamesOf } from './cloud-names.ts';
import { databaseClasses } from './database-classes.ts';
import { Ec2Subnet, EksCluster, KmsKey, RdsInstance } from './schemas/index.ts';

type Status = Readonly<Record<string, unknown>>;

/** Gives `status.atProvider` of one of the region's managed resources; empty while its provider has not been there. */
type ReadStatus = (kind: KindDefinition<unknown>, name: string) => Status;

/** Gives what AWS tells, by the status of the region's managed resources, of what it has to fulfil before it is Ready. */
export function toSmokeFacts(objects: readonly LiveObject[], region: AwsRegion): CloudSmokeFacts {
  const read: ReadStatus = (kind, name) => findStatus(objects, kind, name);
  const database = read(RdsInstance, databaseNameOf(region));
  const { latestRestorableTime } = database;
  const { enabledClusterLogTypes } = read(EksCluster, clusterNameOf(region));
  return {
    ...readZones(read, region),
    ...readDatabase(database, region),
    ...(typeof latestRestorableTime === 'string' ? { latestRestorableTime } : {}),
    ...(Array.isArray(enabledClusterLogTypes)
      ? { controlPlaneLogs: enabledClusterLogTypes.filter((log) => typeof log === 'string') }
      : {}),
    ...readKeys(read, region),
  };
}

/** None stands: nobody has made the network yet, which is no failure of it. */
function readZones(read: ReadStatus, region: AwsRegion): Pick<CloudSmokeFacts, 'subnetZones'> {
  const zones = subnetNamesOf(region).flatMap((name) => {
    const { availabilityZone } = read(Ec2Subnet, name);
    return typeof availabilityZone === 'string' ? [availabilityZone] : [];
  });
  return zones.length === 0 ? {} : { subnetZones: zones };
}

function readDatabase(status: Status, region: AwsRegion): Pick<CloudSmokeFacts, 'database'> {
  const { instanceClass, storageEncrypted, publiclyAccessible, backupRetentionPeriod } = status;
  if (typeof instanceClass !== 'string' || typeof backupRetentionPeriod !== 'number') return {};
  return {
    database: {
      class: instanceClass,
      wantedClass: databaseClasses[region.persistence.size.name],
      isEncrypted: storageEncrypted === true,
      isPublic: publiclyAccessible !== false,
      backupRetentionDays: backupRetentionPeriod,
    },
  };
}

/** Of a key that the customer made nobody here knows the state; one of AWS is always enabled. */
function readKeys(read: ReadStatus, region: AwsRegion): Pick<CloudSmokeFacts, 'keys'> {
  const { keys } = region.encryption;
  if (keys === 'customer') return {};
  if (keys === 'provider') return { keys: [{ name: 'of AWS', state: 'enabled' }] };
  const name = keyNameOf(region);
  const { isEnabled } = read(KmsKey, name);
  return typeof isEnabled === 'boolean'
    ? { keys: [{ name, state: isEnabled ? 'enabled' : 'disabled' }] }
    : {};
}

function findStatus(objects: readonly LiveObject[], kind: KindDefinition<unknown>, name: string): Status {
  const found = objects.find(
    (object) =>
      object.kind === kind.kind && object.apiVersion === kind.apiVersion && object.metadata.name === name,
  );
  const { atProvider } = (found?.status ?? {}) as { readonly atProvider?: unknown };
  return typeof atProvider === 'object' && atProvider !== null ? (atProvider as Status) : {};
}
