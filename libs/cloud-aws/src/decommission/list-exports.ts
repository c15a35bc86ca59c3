import type { RemovalStep } from '@atoll/cloud';
import { type AwsRegion, bucketNameOf } from '../aws-region.ts';
import { databaseNameOf, platformSecretNameOf } from '../cloud-names.ts';

/** Gives how the data of a region are carried out, each with its last backup. */
export function listExports(region: AwsRegion): readonly RemovalStep[] {
  return [toSnapshot(region), toDump(region), ...toBuckets(region), toSecret(region)];
}

function toSnapshot(region: AwsRegion): RemovalStep {
  const { location } = region;
  const snapshot = region.names.of('db-last');
  const key =
    region.encryption.keys === 'managed'
      ? ' It is encrypted with the key of the region: copy it under a key of yours (copy-db-snapshot --kms-key-id) before that key goes.'
      : '';
  return {
    what: 'last snapshot of the database',
    note: `When no service writes any more.${key}`,
    commands: [
      `aws rds create-db-snapshot --region ${location} --db-instance-identifier ${databaseNameOf(region)} --db-snapshot-identifier ${snapshot}`,
      `aws rds wait db-snapshot-available --region ${location} --db-snapshot-identifier ${snapshot}`,
    ],
  };
}

function toDump(region: AwsRegion): RemovalStep {
  return {
    what: 'rows of the database',
    note: 'For use outside of RDS: pg_dump, from a pod of the region, since nothing else reaches the database. Restore it somewhere and count before you go on.',
    commands: [`pg_dump --format custom --file ${databaseNameOf(region)}.dump "$DATABASE_URL"`],
  };
}

function toBuckets(region: AwsRegion): readonly RemovalStep[] {
  const notes = {
    backup: 'What Velero has backed up.',
    export: 'What services have exported.',
    registry: 'Images.',
  };
  return Object.entries(notes).map(([thing, note]) => {
    const bucket = bucketNameOf(region, thing);
    return {
      what: `bucket ${bucket}`,
      note: `${note} Current versions only.`,
      commands: [`aws s3 sync s3://${bucket} ./${bucket}`],
    };
  });
}

function toSecret(region: AwsRegion): RemovalStep {
  return {
    what: `values in secret ${platformSecretNameOf(region)}`,
    note: 'You put them there; look whether you have them elsewhere.',
    commands: [],
  };
}
