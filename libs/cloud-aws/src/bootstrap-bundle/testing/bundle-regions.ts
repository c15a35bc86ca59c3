import type { AwsRegion } from '../../aws-region.ts';
import { exampleRegion } from '../../testing/example-region.ts';

/** Regions whose bundles differ, each with what is special about it. */
export const bundleRegions: readonly (readonly [what: string, region: AwsRegion])[] = [
  ['the default', exampleRegion()],
  [
    'the key of its owner',
    exampleRegion({
      spec: { encryption: { keys: 'customer' } },
      aws: { customerKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d' },
    }),
  ],
  ['a role with a name of its own', exampleRegion({ aws: { deploymentRole: 'platform+atoll@acme' } })],
  ['an external id of odd characters', exampleRegion({ aws: { externalId: 'a/b:c=d,e@f.g+h_i-j' } })],
  [
    'another partition',
    exampleRegion({
      location: 'cn-north-1',
      organization: { controlPlaneRoleArn: 'arn:aws-cn:iam::444455556666:role/atoll-control-plane' },
    }),
  ],
  [
    'a grant beyond the ten services',
    exampleRegion({
      spec: { access: { extraGrants: [{ service: 'ecr', reason: "images of the owner's build" }] } },
    }),
  ],
];
