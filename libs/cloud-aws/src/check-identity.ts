import type { RuleViolation } from '@atoll/cloud';
import { type AwsRegion, partitionOf } from './aws-region.ts';
import { awsServices } from './iam/service-actions.ts';

/** Names of locations in the partitions that Atoll knows: `eu-west-1`, `us-gov-east-1`, `cn-north-1`. */
const LOCATION = /^[a-z]{2}(-gov)?-[a-z]+-\d$/;

/** An account that cannot exist; often left over from a template. */
const NO_ACCOUNT = '000000000000';

/** Gives the broken rules about account, location, zones, key and grants. */
export function checkIdentity(region: AwsRegion): readonly RuleViolation[] {
  return [
    ...checkLocation(region),
    ...checkAccount(region),
    ...checkZones(region),
    ...checkKey(region),
    ...checkPartition(region),
    ...checkGrants(region),
  ];
}

function checkLocation({ location }: AwsRegion): readonly RuleViolation[] {
  if (LOCATION.test(location)) return [];
  return [
    {
      path: 'spec.location',
      code: 'ERR_CONFIG_AWS_LOCATION',
      message: `${location} is not a region of AWS in the partitions aws, aws-us-gov or aws-cn; write one such as eu-west-1.`,
    },
  ];
}

function checkAccount({ cloudSpec }: AwsRegion): readonly RuleViolation[] {
  if (cloudSpec.account !== NO_ACCOUNT) return [];
  return [
    {
      path: 'spec.aws.account',
      code: 'ERR_CONFIG_AWS_ACCOUNT',
      message: `${NO_ACCOUNT} is nobody's account; write the twelve digits of the owner's account.`,
    },
  ];
}

function checkZones({ location, cloudSpec }: AwsRegion): readonly RuleViolation[] {
  const zones = cloudSpec.zones ?? [];
  return zones.flatMap((zone, index) => {
    const path = `spec.aws.zones[${index}]`;
    if (zones.indexOf(zone) < index) {
      return [
        {
          path,
          code: 'ERR_CONFIG_AWS_ZONE',
          message: `${zone} stands twice; three different zones are needed.`,
        },
      ];
    }
    if (zone.slice(0, -1) === location) return [];
    const message = `${zone} is not a zone of ${location}; its zones are ${location}a, ${location}b and so on.`;
    return [{ path, code: 'ERR_CONFIG_AWS_ZONE', message }];
  });
}

function checkKey(region: AwsRegion): readonly RuleViolation[] {
  const path = 'spec.aws.customerKeyArn';
  const code = 'ERR_CONFIG_AWS_KEY';
  const { customerKeyArn } = region.cloudSpec;
  const { keys } = region.encryption;
  if (customerKeyArn === undefined) {
    if (keys !== 'customer') return [];
    return [
      { path, code, message: 'is needed for encryption.keys: customer; write the ARN of your KMS key.' },
    ];
  }
  if (keys !== 'customer') {
    const message = `would be ignored, since encryption.keys is ${keys}; write keys: customer or remove the ARN.`;
    return [{ path, code, message }];
  }
  const [, partition = '', , location = ''] = customerKeyArn.split(':');
  if (partition === partitionOf(region) && location === region.location) return [];
  const message = `is a key in ${location} of ${partition}; the region in ${region.location} of ${partitionOf(region)} needs a key there.`;
  return [{ path, code, message }];
}

/** An identity of one partition can neither assume nor be trusted by one of another. */
function checkPartition(region: AwsRegion): readonly RuleViolation[] {
  const { controlPlaneRoleArn, operationsPrincipalArn } = region.cloudOrganization;
  return Object.entries({ controlPlaneRoleArn, operationsPrincipalArn })
    .filter(([, arn]) => arn.split(':')[1] !== partitionOf(region))
    .map(([field, arn]) => ({
      path: 'spec.location',
      code: 'ERR_CONFIG_AWS_PARTITION',
      message: `${region.location} lies in ${partitionOf(region)}, which ${arn} (${field} of the organization) cannot reach; use an organization with identities there.`,
    }));
}

function checkGrants({ extraGrants }: AwsRegion): readonly RuleViolation[] {
  return extraGrants.flatMap(({ service }, index) => {
    if (!awsServices.some((known) => known === service)) return [];
    const message = `${service} is one of the ten services of the Deployment role already; remove the grant.`;
    return [{ path: `spec.access.extraGrants[${index}].service`, code: 'ERR_CONFIG_AWS_GRANT', message }];
  });
}
