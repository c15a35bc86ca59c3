import type { RemovalStep, RenderedObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import type { AwsRegion } from '../aws-region.ts';
import { cloudNameOf } from '../planning/loss-of.ts';
import { kindKeyOf } from '../planning/managed-object.ts';
import * as kinds from '../schemas/index.ts';

/** Longest waiting periods that KMS and Secrets Manager allow, in days: as much time as there is for a change of mind. */
const WAITING_DAYS = 30;

/** Most versions that S3 deletes in one call. Source: S3 API Reference, DeleteObjects. */
const DELETE_LIMIT = 1000;

/** Says how a resource of that name is deleted. */
type Explain = (name: string, region: AwsRegion) => RemovalStep;

const steps: ReadonlyMap<string, Explain> = new Map(
  listSteps().map(([kind, explain]) => [`${kind.group} ${kind.kind}`, explain] as const),
);

/**
 * Gives how a person deletes a resource that Crossplane keeps.
 *
 * Undefined for what goes with another one: the settings of a bucket with the bucket, an alias with its key.
 */
export function explainKept(object: RenderedObject, region: AwsRegion): RemovalStep | undefined {
  return steps.get(kindKeyOf(object))?.(cloudNameOf(object), region);
}

function listSteps(): readonly (readonly [KindDefinition<unknown>, Explain])[] {
  return [
    [kinds.RdsInstance, toDatabase],
    [kinds.S3Bucket, toBucket],
    [kinds.KmsKey, toKey],
    [kinds.Route53Zone, toZone],
    [kinds.LogsGroup, toLogGroup],
    [kinds.SecretsManagerSecret, toSecret],
  ];
}

function toDatabase(name: string, { location, names }: AwsRegion): RemovalStep {
  const target = `--region ${location} --db-instance-identifier ${name}`;
  return {
    what: `database ${name}`,
    note: 'The final snapshot and the automated backups stay, and cost, until you delete them too. The password that RDS made goes with it.',
    commands: [
      `aws rds modify-db-instance ${target} --no-deletion-protection --apply-immediately`,
      `aws rds delete-db-instance ${target} --final-db-snapshot-identifier ${names.of('db-final')} --no-delete-automated-backups`,
      `aws rds wait db-instance-deleted ${target}`,
    ],
  };
}

function toBucket(name: string, { location }: AwsRegion): RemovalStep {
  const bucket = `--region ${location} --bucket ${name}`;
  const query = "'{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}, Quiet: `true`}'";
  const list = `aws s3api list-object-versions ${bucket} --no-paginate --max-keys ${DELETE_LIMIT} --output json --query ${query}`;
  // Read from stdin: a thousand long keys are more than one argument may hold.
  const remove = `aws s3api delete-objects ${bucket} --delete file:///dev/stdin --query 'length(Errors || \`[]\`)' --output text`;
  return {
    what: `bucket ${name}`,
    note: 'Every version of every object has to go first. Locked versions cannot be deleted, see the locks: the loop stops at the first of them.',
    commands: [
      [
        `while versions=$(${list}); do`,
        '  case "$versions" in *VersionId*) ;; *) break ;; esac',
        `  errors=$(printf '%s' "$versions" | ${remove})`,
        '  [ "$errors" = 0 ] || { echo "Not deleted: ${errors:-unknown}" >&2; break; }',
        'done',
      ].join('\n'),
      `aws s3api delete-bucket ${bucket}`,
    ],
  };
}

function toKey(name: string, { location }: AwsRegion): RemovalStep {
  const find = `aws kms describe-key --region ${location} --key-id alias/${name} --query KeyMetadata.KeyId --output text`;
  return {
    what: `key ${name}`,
    note: `Whatever it encrypts is lost for good: snapshots, backups, exports. Keep it for as long as one of them is kept, or copy them under another key before. Until the ${WAITING_DAYS} days are over, \`aws kms cancel-key-deletion\` takes it back.`,
    commands: [
      `aws kms schedule-key-deletion --region ${location} --key-id "$(${find})" --pending-window-in-days ${WAITING_DAYS}`,
    ],
  };
}

function toZone(name: string): RemovalStep {
  // The list begins at the name and goes on behind it, and a private zone may have the same name.
  const query = `"HostedZones[?Name=='${name}.' && Config.PrivateZone==\\\`false\\\`].Id"`;
  const find = `aws route53 list-hosted-zones-by-name --dns-name ${name} --query ${query} --output text`;
  const id = `"\${zone:?there is not exactly one public zone ${name}}"`;
  return {
    what: `DNS zone ${name}`,
    note: `First take the NS records for ${name} from its parent domain, and wait until their TTL is over: a delegation to a deleted zone lets a stranger take the name over. Then delete every record but NS and SOA, those of external-dns included.`,
    commands: [
      `zone=$(${find})`,
      'case "$zone" in *[[:space:]]* | None) zone= ;; esac',
      `aws route53 list-resource-record-sets --hosted-zone-id ${id}`,
      `aws route53 delete-hosted-zone --id ${id}`,
    ],
  };
}

function toLogGroup(name: string, { location }: AwsRegion): RemovalStep {
  return {
    what: `log group ${name}`,
    note: 'Audit logs among them may have to be kept by law.',
    commands: [`aws logs delete-log-group --region ${location} --log-group-name ${name}`],
  };
}

function toSecret(name: string, { location }: AwsRegion): RemovalStep {
  return {
    what: `secret ${name}`,
    note: 'Until the days are over, `aws secretsmanager restore-secret` brings it back.',
    commands: [
      `aws secretsmanager delete-secret --region ${location} --secret-id ${name} --recovery-window-in-days ${WAITING_DAYS}`,
    ],
  };
}
