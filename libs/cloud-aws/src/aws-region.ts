import type { Region } from '@atoll/region-model';
import type { AwsObservedSpec, AwsOrganizationSpec, AwsRegionSpec } from './spec-schema.ts';

/** A region in AWS, as every construct of this cloud sees it. */
export type AwsRegion = Region<AwsRegionSpec, AwsOrganizationSpec, AwsObservedSpec>;

/** Letters of the three zones when the configuration names none. */
const DEFAULT_ZONE_LETTERS = ['a', 'b', 'c'] as const;

/** Gives the partition of ARNs: `aws`, `aws-us-gov` or `aws-cn`. */
export function partitionOf(region: AwsRegion): string {
  return partitionOfLocation(region.location);
}

/** Gives the partition that a location lies in: `aws`, `aws-us-gov` or `aws-cn`. */
export function partitionOfLocation(location: string): string {
  if (location.startsWith('us-gov-')) return 'aws-us-gov';
  return location.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** Gives the three availability zones. */
export function zonesOf(region: AwsRegion): readonly string[] {
  return region.cloudSpec.zones ?? DEFAULT_ZONE_LETTERS.map((letter) => `${region.location}${letter}`);
}

/** Gives the ARN of an IAM entity of the region's account, such as `iamArn(region, 'role', name)`. */
export function iamArn(
  region: AwsRegion,
  type: 'role' | 'policy' | 'instance-profile',
  name: string,
): string {
  return `arn:${partitionOf(region)}:iam::${region.cloudSpec.account}:${type}/${name}`;
}

/** Gives the name of the Deployment role, which the owner made. */
export function deploymentRoleOf(region: AwsRegion): string {
  return region.cloudSpec.deploymentRole ?? region.names.of('deployment');
}

/** Gives the world-wide name of a bucket: `atoll-<region>-<thing>-<account>`. */
export function bucketNameOf(region: AwsRegion, thing: string): string {
  return region.names.short(`${thing}-${region.cloudSpec.account}`, 63);
}

/** Name of the EKS cluster, and of the log group and the roles around it. */
export function clusterNameOf(region: AwsRegion): string {
  return region.names.of('cluster');
}

/**
 * Gives the ARN of the key that encrypts data at rest where a field takes only an ARN.
 *
 * Undefined for `provider` keys, and for `managed` keys until `atoll observe` has seen the ARN.
 */
export function keyArnOf(region: AwsRegion): string | undefined {
  if (region.encryption.keys === 'customer') return region.cloudSpec.customerKeyArn;
  return region.encryption.keys === 'managed' ? region.cloudObserved?.keyArn : undefined;
}
