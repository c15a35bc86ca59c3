import { describe, expect, it } from 'vitest';
import { checkConnections } from './check-connections.ts';
import { type ExampleOverrides, exampleRegion } from './testing/example-region.ts';

const transit = { type: 'transit-gateway', transitGatewayId: 'tgw-0123456789abcdef0' } as const;

/** What is changed, then field, code and message of the only violation. */
const table: readonly (readonly [string, ExampleOverrides, string, string, string])[] = [
  [
    'two connections of one type',
    {
      aws: {
        privateConnections: [
          { ...transit, routes: ['192.168.0.0/16'] },
          { ...transit, routes: ['172.16.0.0/12'] },
        ],
      },
    },
    'spec.aws.privateConnections[1].type',
    'ERR_CONFIG_AWS_CONNECTION',
    'is a second connection of type transit-gateway; a region has at most one of each.',
  ],
  [
    'a principal of another partition',
    {
      aws: {
        privateConnections: [
          {
            type: 'privatelink',
            allowedPrincipals: ['arn:aws-us-gov:iam::777788889999:root'],
            acceptanceRequired: true,
          },
        ],
      },
    },
    'spec.aws.privateConnections[0].allowedPrincipals[0]',
    'ERR_CONFIG_AWS_PARTITION',
    'arn:aws-us-gov:iam::777788889999:root lies outside of aws and cannot reach eu-west-1; remove it.',
  ],
  [
    'two principals that differ only by case',
    {
      aws: {
        privateConnections: [
          {
            type: 'privatelink',
            allowedPrincipals: ['arn:aws:iam::777788889999:role/App', 'arn:aws:iam::777788889999:role/app'],
            acceptanceRequired: true,
          },
        ],
      },
    },
    'spec.aws.privateConnections[0].allowedPrincipals[1]',
    'ERR_CONFIG_AWS_CONNECTION',
    'arn:aws:iam::777788889999:role/app and arn:aws:iam::777788889999:role/App differ only by case or punctuation, so their objects would have one name; remove one, or allow arn:aws:iam::777788889999:root instead.',
  ],
  [
    'two principals that differ only by punctuation',
    {
      aws: {
        privateConnections: [
          {
            type: 'privatelink',
            allowedPrincipals: ['arn:aws:iam::777788889999:user/a_b', 'arn:aws:iam::777788889999:user/a-b'],
            acceptanceRequired: true,
          },
        ],
      },
    },
    'spec.aws.privateConnections[0].allowedPrincipals[1]',
    'ERR_CONFIG_AWS_CONNECTION',
    'arn:aws:iam::777788889999:user/a-b and arn:aws:iam::777788889999:user/a_b differ only by case or punctuation, so their objects would have one name; remove one, or allow arn:aws:iam::777788889999:root instead.',
  ],
  [
    "a route into the region's own range",
    { aws: { privateConnections: [{ ...transit, routes: ['192.168.0.0/16', '10.20.4.0/24'] }] } },
    'spec.aws.privateConnections[0].routes[1]',
    'ERR_CONFIG_AWS_ROUTE',
    "10.20.4.0/24 lies in the region's own range 10.20.0.0/16; remove it.",
  ],
  [
    'a default route among the routes',
    { aws: { privateConnections: [{ ...transit, routes: ['0.0.0.0/0'] }] } },
    'spec.aws.privateConnections[0].routes[0]',
    'ERR_CONFIG_AWS_ROUTE',
    '0.0.0.0/0 is the default route; use network.egress: transit.',
  ],
  [
    'host bits in a route',
    { aws: { privateConnections: [{ ...transit, routes: ['192.168.1.0/16'] }] } },
    'spec.aws.privateConnections[0].routes[0]',
    'ERR_CONFIG_AWS_ROUTE',
    '192.168.1.0/16 has host bits set; write 192.168.0.0/16.',
  ],
];

describe('the rules about private connections', () => {
  it.each(table)('refuse %s', (_title, overrides, path, code, message) => {
    expect(checkConnections(exampleRegion(overrides))).toEqual([{ path, code, message }]);
  });

  it('let principals pass that differ by more than case and punctuation', () => {
    const allowedPrincipals = ['root', 'role/app', 'role/apps/app', 'user/app'].map(
      (name) => `arn:aws:iam::777788889999:${name}`,
    );
    const privateLink = { type: 'privatelink' as const, allowedPrincipals, acceptanceRequired: true };

    expect(checkConnections(exampleRegion({ aws: { privateConnections: [privateLink] } }))).toEqual([]);
  });
});
