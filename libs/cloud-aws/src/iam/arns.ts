import { type AwsRegion, iamArn, partitionOf } from '../aws-region.ts';

/** Gives an ARN in the region's account and place, such as `regionalArn(region, 'eks', 'cluster/x')`. */
export function regionalArn(region: AwsRegion, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region.location}:${region.cloudSpec.account}:${resource}`;
}

/** Gives the pattern of all ARNs of the region's own IAM entities: their names begin with `atoll-<region>-`. */
export function ownIamArns(
  region: AwsRegion,
  types: readonly ('role' | 'policy' | 'instance-profile')[],
): readonly string[] {
  return types.map((type) => iamArn(region, type, region.names.of('*')));
}

/** Key of the tag that says which region a resource belongs to. */
export const REGION_TAG = 'atoll:region';

/** Gives the condition that the resource carries the region's tag. */
export function taggedAsOurs(region: AwsRegion): { readonly StringEquals: Readonly<Record<string, string>> } {
  return { StringEquals: { [`aws:ResourceTag/${REGION_TAG}`]: region.name } };
}

/** Gives the condition that the request creates something with the region's tag. */
export function createdAsOurs(region: AwsRegion): {
  readonly StringEquals: Readonly<Record<string, string>>;
} {
  return { StringEquals: { [`aws:RequestTag/${REGION_TAG}`]: region.name } };
}
