import type { AwsRegion } from '../../aws-region.ts';
import { EXAMPLE_ACCOUNT, exampleRegion } from '../../testing/example-region.ts';

/** Longest name that the configuration takes: 26 characters. */
export const LONGEST_NAME = 'abcdefghijklmnopqrstuvwxyz';

/** Gives the region whose documents are the longest: longest name and partition, owner's key, observed zone. */
export function extremeRegion(): AwsRegion {
  return exampleRegion({
    name: LONGEST_NAME,
    location: 'us-gov-west-1',
    spec: { encryption: { keys: 'customer' } },
    aws: {
      customerKeyArn: `arn:aws-us-gov:kms:us-gov-west-1:${EXAMPLE_ACCOUNT}:key/12345678-1234-1234-1234-123456789012`,
      externalId: 'x'.repeat(128),
    },
    observed: { zoneId: `Z${'0'.repeat(31)}` },
  });
}
