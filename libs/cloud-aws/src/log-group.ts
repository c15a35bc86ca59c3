import type { Chart } from 'cdk8s';
import type { AwsRegion } from './aws-region.ts';
import type { LogGroupName } from './cloud-names.ts';
import { keyFields } from './key-fields.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { LogsGroup } from './schemas/index.ts';

/** Days for which logs are kept. Ours: a quarter, for what an audit asks back. */
const LOG_RETENTION_DAYS = 90;

/** Adds a log group before the service makes it: with retention, key and tags, and under its name in AWS. */
export function addLogGroup(chart: Chart, region: AwsRegion, { name, group }: LogGroupName): void {
  addManagedResource(chart, region, {
    kind: LogsGroup,
    name,
    externalName: group,
    forProvider: {
      retentionInDays: LOG_RETENTION_DAYS,
      ...keyFields(region, 'kmsKeyId'),
      tags: tagsOf(region, name),
    },
  });
}
