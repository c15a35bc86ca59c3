import type { CloudGrants } from '@atoll/cloud';
import { type AwsRegion, iamArn } from './aws-region.ts';
import { logGroupsOf } from './cloud-names.ts';

/** Region in which AWS logs what happens in its global services, such as IAM, by partition. Source: CloudTrail User Guide. */
const GLOBAL_LOCATIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
};

/** How the holder of a grant comes in, and how anybody finds out what was done with it. */
export const grants: CloudGrants<AwsRegion> = { entryOf, auditOf };

function entryOf({ id, role }: { readonly id: string; readonly role: string }, region: AwsRegion): string {
  const arn = iamArn(region, 'role', region.names.of(role));
  return `aws sts assume-role --role-arn ${arn} --role-session-name ${id} --external-id ${region.cloudSpec.externalId}`;
}

/** A session has the name of its grant: CloudTrail has it as the user, the cluster's audit log at the end of the user. */
function auditOf(
  { id, role, from }: { readonly id: string; readonly role: string; readonly from: string },
  region: AwsRegion,
  until: string,
): readonly string[] {
  const trail = (location: string) =>
    `aws cloudtrail lookup-events --region ${location} --lookup-attributes AttributeKey=Username,AttributeValue=${id} --start-time ${from} --end-time ${until}`;
  const arn = iamArn(region, 'role', region.names.of(role));
  const global = GLOBAL_LOCATIONS[arn.split(':')[1] ?? ''] ?? region.location;
  const user = `assumed-role/${region.names.of(role)}/${id}`;
  const span = `--start-time ${Date.parse(from)} --end-time ${Date.parse(until)}`;
  return [
    ...new Set([region.location, global].map(trail)),
    `aws logs filter-log-events --region ${region.location} --log-group-name ${logGroupsOf(region).cluster.group} --log-stream-name-prefix kube-apiserver-audit ${span} --filter-pattern '"${user}"'`,
  ];
}
