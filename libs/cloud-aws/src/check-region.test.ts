import { describe, expect, it } from 'vitest';
import { checkRegion } from './check-region.ts';
import { type ExampleOverrides, exampleRegion } from './testing/example-region.ts';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d';
const network = { cidr: '10.20.0.0/16', exposure: 'internet', egress: 'gateway', apiServer: {} } as const;
const closed = { ...network, exposure: 'private' } as const;
const transit = { type: 'transit-gateway', transitGatewayId: 'tgw-0123456789abcdef0' } as const;
const reached = { privateConnections: [{ ...transit, routes: ['192.168.0.0/16'] }] };
const persistence = { size: 'large', engineVersion: '17' } as const;

/** What is changed, then field, code and message of the only violation. */
const table: readonly (readonly [string, ExampleOverrides, string, string, string])[] = [
  [
    'a location that AWS does not have',
    { location: 'eu-west' },
    'spec.location',
    'ERR_CONFIG_AWS_LOCATION',
    'eu-west is not a region of AWS in the partitions aws, aws-us-gov or aws-cn; write one such as eu-west-1.',
  ],
  [
    'a location in a secret partition',
    { location: 'us-iso-east-1' },
    'spec.location',
    'ERR_CONFIG_AWS_LOCATION',
    'us-iso-east-1 is not a region of AWS in the partitions aws, aws-us-gov or aws-cn; write one such as eu-west-1.',
  ],
  [
    'the account of a template',
    { aws: { account: '000000000000' } },
    'spec.aws.account',
    'ERR_CONFIG_AWS_ACCOUNT',
    "000000000000 is nobody's account; write the twelve digits of the owner's account.",
  ],
  [
    'a zone of another location',
    { aws: { zones: ['eu-west-1a', 'eu-west-2b', 'eu-west-1c'] } },
    'spec.aws.zones[1]',
    'ERR_CONFIG_AWS_ZONE',
    'eu-west-2b is not a zone of eu-west-1; its zones are eu-west-1a, eu-west-1b and so on.',
  ],
  [
    'a zone that stands twice',
    { aws: { zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1a'] } },
    'spec.aws.zones[2]',
    'ERR_CONFIG_AWS_ZONE',
    'eu-west-1a stands twice; three different zones are needed.',
  ],
  [
    'customer keys without a key',
    { spec: { encryption: { keys: 'customer' } } },
    'spec.aws.customerKeyArn',
    'ERR_CONFIG_AWS_KEY',
    'is needed for encryption.keys: customer; write the ARN of your KMS key.',
  ],
  [
    'a key that nothing uses',
    { spec: { encryption: { keys: 'managed' } }, aws: { customerKeyArn: key } },
    'spec.aws.customerKeyArn',
    'ERR_CONFIG_AWS_KEY',
    'would be ignored, since encryption.keys is managed; write keys: customer or remove the ARN.',
  ],
  [
    'a key of another location',
    {
      spec: { encryption: { keys: 'customer' } },
      aws: { customerKeyArn: key.replace('eu-west-1', 'eu-west-3') },
    },
    'spec.aws.customerKeyArn',
    'ERR_CONFIG_AWS_KEY',
    'is a key in eu-west-3 of aws; the region in eu-west-1 of aws needs a key there.',
  ],
  [
    'an identity of another partition',
    { organization: { operationsPrincipalArn: 'arn:aws-cn:iam::444455556666:role/atoll-operations' } },
    'spec.location',
    'ERR_CONFIG_AWS_PARTITION',
    'eu-west-1 lies in aws, which arn:aws-cn:iam::444455556666:role/atoll-operations (operationsPrincipalArn of the organization) cannot reach; use an organization with identities there.',
  ],
  [
    'a grant of what is granted',
    { spec: { access: { extraGrants: [{ service: 'ec2', reason: 'more of the same' }] } } },
    'spec.access.extraGrants[0].service',
    'ERR_CONFIG_AWS_GRANT',
    'ec2 is one of the ten services of the Deployment role already; remove the grant.',
  ],
  [
    'host bits in the range',
    { spec: { network: { ...network, cidr: '10.20.3.0/16' } } },
    'spec.network.cidr',
    'ERR_CONFIG_CIDR_HOST_BITS',
    '10.20.3.0/16 has host bits set; write 10.20.0.0/16.',
  ],
  [
    'a range that is too large',
    { spec: { network: { ...network, cidr: '10.0.0.0/15' } } },
    'spec.network.cidr',
    'ERR_CONFIG_CIDR_SIZE',
    '10.0.0.0/15 has the wrong size; allowed are /16 to /21.',
  ],
  [
    'a range that is too small',
    { spec: { network: { ...network, cidr: '10.20.0.0/22' } } },
    'spec.network.cidr',
    'ERR_CONFIG_CIDR_SIZE',
    '10.20.0.0/22 has the wrong size; allowed are /16 to /21.',
  ],
  [
    'a public range',
    { spec: { network: { ...network, cidr: '172.32.0.0/16' } } },
    'spec.network.cidr',
    'ERR_CONFIG_CIDR_PRIVATE',
    '172.32.0.0/16 is not private address space; take a range of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.',
  ],
  [
    'egress transit on the internet',
    { spec: { network: { ...network, egress: 'transit' } }, aws: reached },
    'spec.network.egress',
    'ERR_CONFIG_EGRESS',
    'transit needs exposure: private; use gateway.',
  ],
  [
    'egress transit without a Transit Gateway',
    { spec: { network: { ...closed, egress: 'transit' }, bootstrap: 'manual' } },
    'spec.network.egress',
    'ERR_CONFIG_EGRESS',
    'transit needs a connection of type transit-gateway in spec.aws.privateConnections.',
  ],
  [
    'private addresses in the allow-list',
    { spec: { network: { ...network, apiServer: { allowedCidrs: ['203.0.113.0/24', '10.1.0.0/16'] } } } },
    'spec.network.apiServer.allowedCidrs[1]',
    'ERR_CONFIG_API_SERVER_CIDR',
    '10.1.0.0/16 holds private addresses, which never arrive at a public endpoint; write the public ones.',
  ],
  [
    'host bits in the allow-list',
    { spec: { network: { ...network, apiServer: { allowedCidrs: ['203.0.113.7/24'] } } } },
    'spec.network.apiServer.allowedCidrs[0]',
    'ERR_CONFIG_API_SERVER_CIDR',
    '203.0.113.7/24 has host bits set; write 203.0.113.0/24.',
  ],
  [
    'a private region that the control cluster cannot reach',
    { spec: { network: closed } },
    'spec.network.apiServer',
    'ERR_CONFIG_API_SERVER_UNREACHABLE',
    'cannot be reached by the control cluster in a private region; add a transit-gateway connection, allowedCidrs, or bootstrap: manual.',
  ],
  [
    'storage without room to grow',
    { spec: { persistence: { ...persistence, storage: { initialGib: 500, maxGib: 549 } } } },
    'spec.persistence.storage.maxGib',
    'ERR_CONFIG_STORAGE',
    '549 leaves the 500 GiB at creation no tenth to grow; write 550 or more.',
  ],
  [
    'storage that would grow over the step of gp3',
    { spec: { persistence: { ...persistence, storage: { initialGib: 399, maxGib: 439 } } } },
    'spec.persistence.storage.initialGib',
    'ERR_CONFIG_STORAGE',
    '399 cannot grow past 400 GiB, where gp3 changes its performance; write 400 or more, or a maxGib below it.',
  ],
  [
    'a window that is too short for RDS',
    { spec: { maintenance: { window: { day: 'sun', start: '03:00', minutes: 29 } } } },
    'spec.maintenance.window.minutes',
    'ERR_CONFIG_WINDOW',
    '29 is too short for RDS; write 30 or more.',
  ],
  [
    'two dashes in the name',
    { name: 'eu--one' },
    'metadata.name',
    'ERR_CONFIG_AWS_NAME',
    'eu--one has two dashes in a row, which a database identifier cannot have; take one.',
  ],
];

describe('the rules across fields', () => {
  it.each(table)('refuse %s', (_title, overrides, path, code, message) => {
    expect(checkRegion(exampleRegion(overrides))).toEqual([{ path, code, message }]);
  });

  it('refuse a regional NAT gateway where AWS has none', () => {
    const region = exampleRegion({
      location: 'us-gov-east-1',
      spec: { network: closed, bootstrap: 'manual' },
      organization: {
        controlPlaneRoleArn: 'arn:aws-us-gov:iam::444455556666:role/atoll-control-plane',
        operationsPrincipalArn: 'arn:aws-us-gov:iam::444455556666:role/atoll-operations',
      },
    });

    expect(checkRegion(region)).toEqual([
      {
        path: 'spec.network.egress',
        code: 'ERR_CONFIG_AWS_NAT',
        message:
          'gateway is not possible for a private region in aws-us-gov, which has no regional NAT gateways; use transit.',
      },
    ]);
  });

  it('refuse a name that makes names longer than AWS allows', () => {
    const region = exampleRegion({ name: `a${'b'.repeat(44)}` });

    expect(checkRegion(region).map(({ message }) => message)).toContain(
      `makes the iam role ${region.names.of('limited-administrator')} of 73 characters; AWS allows 64, so take a shorter name.`,
    );
  });

  it.each<readonly [string, ExampleOverrides]>([
    ['the example', {}],
    [
      'a private region with an allow-list',
      {
        spec: { network: { ...closed, apiServer: { allowedCidrs: ['203.0.113.0/24'] } } },
      },
    ],
    ['a private region behind a Transit Gateway', { spec: { network: closed }, aws: reached }],
    ['a private region that its owner bootstraps', { spec: { network: closed, bootstrap: 'manual' } }],
    [
      'a route that is wider than the region',
      {
        aws: { privateConnections: [{ ...transit, routes: ['10.0.0.0/8'] }] },
      },
    ],
    [
      'storage that stays below the step',
      {
        spec: { persistence: { ...persistence, storage: { initialGib: 100, maxGib: 110 } } },
      },
    ],
    ['the longest name that a region may have', { name: `a${'b'.repeat(25)}` }],
  ])('let %s pass', (_title, overrides) => {
    expect(checkRegion(exampleRegion(overrides))).toEqual([]);
  });
});
