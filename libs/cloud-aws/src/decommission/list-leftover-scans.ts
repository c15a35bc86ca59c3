import type { RemovalStep } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from '../aws-region.ts';
import { databaseNameOf } from '../cloud-names.ts';
import { REGION_TAG } from '../iam/arns.ts';

/** Gives commands that list what is left; every one of them should find nothing but what you keep on purpose. */
export function listLeftoverScans(region: AwsRegion): readonly RemovalStep[] {
  return [
    {
      what: 'everything with the tag of the region',
      note: 'What was deleted within the last days may still be listed.',
      commands: [toTagScan(region, `Key=${REGION_TAG},Values=${region.name}`)],
    },
    {
      what: "what the cluster's software made",
      note: 'Load balancers, volumes, snapshots, machines, network interfaces.',
      commands: [
        toTagScan(region, `Key=kubernetes.io/cluster/${clusterNameOf(region)}`),
        toTagScan(region, `Key=elbv2.k8s.aws/cluster,Values=${clusterNameOf(region)}`),
      ],
    },
    { what: 'IAM', note: 'The tagging API does not list roles.', commands: toIamScans(region) },
    {
      what: 'database backups',
      note: 'They carry the tags, but live on after the database.',
      commands: toBackupScans(region),
    },
    {
      what: 'log groups',
      note: 'EKS and RDS make some by themselves, without tags.',
      commands: [
        `aws logs describe-log-groups --region ${region.location} --log-group-name-pattern ${region.names.of('')} --query 'logGroups[].logGroupName'`,
      ],
    },
  ];
}

function toTagScan({ location }: AwsRegion, filter: string): string {
  return `aws resourcegroupstaggingapi get-resources --region ${location} --tag-filters ${filter} --query 'ResourceTagMappingList[].ResourceARN'`;
}

function toIamScans({ names }: AwsRegion): readonly string[] {
  const beginning = names.of('');
  return [
    `aws iam list-roles --query "Roles[?starts_with(RoleName, '${beginning}')].RoleName"`,
    `aws iam list-policies --scope Local --query "Policies[?starts_with(PolicyName, '${beginning}')].PolicyName"`,
    `aws iam list-instance-profiles --query "InstanceProfiles[?starts_with(InstanceProfileName, '${beginning}')].InstanceProfileName"`,
  ];
}

function toBackupScans(region: AwsRegion): readonly string[] {
  const target = `--region ${region.location} --db-instance-identifier ${databaseNameOf(region)}`;
  return [
    `aws rds describe-db-snapshots ${target} --query 'DBSnapshots[].DBSnapshotIdentifier'`,
    `aws rds describe-db-instance-automated-backups ${target} --query 'DBInstanceAutomatedBackups[].DBInstanceAutomatedBackupsArn'`,
  ];
}
