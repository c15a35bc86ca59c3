import { describe, expect, it } from 'vitest';
import { minimalRegion, replaceIn } from './testing/test-region.ts';
import { problemsOfRegion } from './testing/problems-of-region.ts';

/** What is wrong, the piece of the minimal region that is replaced, by what, and all problems as `code line:column path: message`. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a wrong kind',
    'kind: Region',
    'kind: Regoin',
    ['ERR_CONFIG_VALUE 2:7 kind: expected "Region", got "Regoin"'],
  ],
  [
    'another known kind',
    'kind: Region',
    'kind: Organization',
    [
      'ERR_CONFIG_VALUE 2:7 kind: expected "Region", got "Organization"; files of that kind stand at regions/fleet/organization.yaml',
    ],
  ],
  [
    'a wrong apiVersion',
    'apiVersion: config.atoll.dev/v1alpha1',
    'apiVersion: atoll.dev/v1alpha1',
    ['ERR_CONFIG_VALUE 1:13 apiVersion: expected "config.atoll.dev/v1alpha1", got "atoll.dev/v1alpha1"'],
  ],
  [
    'an unknown cloud',
    'cloud: aws',
    'cloud: asw',
    ['ERR_CONFIG_VALUE 6:10 spec.cloud: expected one of "aws", "gcp", got "asw"; did you mean "aws"?'],
  ],
  [
    'a cloud that is near none',
    'cloud: aws',
    'cloud: oracle',
    ['ERR_CONFIG_VALUE 6:10 spec.cloud: expected one of "aws", "gcp", got "oracle"'],
  ],
  [
    'a typo in a choice',
    '  dns:',
    '  persistence:\n    size: meduim\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:11 spec.persistence.size: expected one of "small", "medium", "large", "xlarge", "2xlarge", got "meduim"; did you mean "medium"?',
    ],
  ],
  [
    'a choice that is near none',
    '  dns:',
    '  persistence:\n    size: gigantic\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:11 spec.persistence.size: expected one of "small", "medium", "large", "xlarge", "2xlarge", got "gigantic"',
    ],
  ],
  [
    'a choice in the wrong case',
    '  dns:',
    '  encryption:\n    keys: Provider\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:11 spec.encryption.keys: expected one of "provider", "managed", "customer", got "Provider"; did you mean "provider"?',
    ],
  ],
  [
    'an address without a prefix',
    '10.40.0.0/16',
    '10.40.0.0',
    [
      'ERR_CONFIG_VALUE 9:11 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "10.40.0.0"',
    ],
  ],
  [
    'an address out of range',
    '10.40.0.0/16',
    '10.400.0.0/16',
    [
      'ERR_CONFIG_VALUE 9:11 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "10.400.0.0/16"',
    ],
  ],
  [
    'a number below the range',
    '  dns:',
    '  backup:\n    retentionDays: 7\n  dns:',
    ['ERR_CONFIG_VALUE 11:20 spec.backup.retentionDays: expected a whole number from 8 to 35, got 7'],
  ],
  [
    'a number above the range',
    '  dns:',
    '  maintenance:\n    window:\n      minutes: 481\n  dns:',
    [
      'ERR_CONFIG_VALUE 12:16 spec.maintenance.window.minutes: expected a whole number from 30 to 480, got 481',
    ],
  ],
  [
    'a fraction below the range',
    '  dns:',
    '  compute:\n    expected:\n      cpu: 0.05\n  dns:',
    ['ERR_CONFIG_VALUE 12:12 spec.compute.expected.cpu: expected a number from 0.1 to 16, got 0.05'],
  ],
  [
    'a Kubernetes version that is too old',
    '  dns:',
    '  compute:\n    kubernetesVersion: "1.33"\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:24 spec.compute.kubernetesVersion: expected a minor version of 1.34 or later in quotes, such as "1.34", got "1.33"',
    ],
  ],
  [
    'a time that does not exist',
    '  dns:',
    '  maintenance:\n    window:\n      start: "24:00"\n  dns:',
    [
      'ERR_CONFIG_VALUE 12:14 spec.maintenance.window.start: expected a time as hh:mm, such as 03:00, got "24:00"',
    ],
  ],
  [
    'a text that is too short',
    '  dns:',
    '  access:\n    extraGrants:\n      - service: ecr\n        reason: needed\n  dns:',
    [
      'ERR_CONFIG_VALUE 13:17 spec.access.extraGrants[0].reason: expected text of 10 to 200 characters, got "needed" (6 characters)',
    ],
  ],
  [
    'a text that is too long',
    '  dns:',
    '  access:\n    extraGrants:\n      - service: ecr\n        reason: because because because because because because because because because because because because because because because because because because because because because because because because because because because because because because \n  dns:',
    [
      'ERR_CONFIG_VALUE 13:17 spec.access.extraGrants[0].reason: expected text of 10 to 200 characters, got "because because because because because because because b…" (239 characters)',
    ],
  ],
  [
    'a reason of two lines',
    '  dns:',
    '  access:\n    extraGrants:\n      - service: ecr\n        reason: "images of\\nthe build"\n  dns:',
    [
      'ERR_CONFIG_VALUE 13:17 spec.access.extraGrants[0].reason: expected one line of 10 to 200 characters of Latin-1, such as Looks at databases for the yearly audit, got "images of\\nthe build"',
    ],
  ],
  [
    'a purpose with a character that IAM refuses in the description of a role',
    '  dns:',
    '  access:\n    roles:\n      - name: reader-access\n        from: read-only-operations\n        purpose: Looks at databases – often\n        subjects: [arn:x]\n  dns:',
    [
      'ERR_CONFIG_VALUE 14:18 spec.access.roles[0].purpose: expected one line of 10 to 200 characters of Latin-1, such as Looks at databases for the yearly audit, got "Looks at databases – often"',
    ],
  ],
  [
    'a list with an unknown item',
    '  dns:',
    '  compute:\n    nodes:\n      sizes: [8x32, 8x64]\n  dns:',
    ['ERR_CONFIG_VALUE 12:21 spec.compute.nodes.sizes[1]: expected one of "8x32", "16x64", got "8x64"'],
  ],
  [
    'an empty list',
    '  dns:',
    '  compute:\n    nodes:\n      sizes: []\n  dns:',
    [
      'ERR_CONFIG_VALUE 12:7 spec.compute.nodes.sizes: expected a list of at least 1 item without repetition, got 0',
    ],
  ],
  [
    'an item that stands twice',
    '  dns:',
    '  compute:\n    nodes:\n      sizes: [8x32, 16x64, 8x32]\n  dns:',
    [
      'ERR_CONFIG_DUPLICATE 12:28 spec.compute.nodes.sizes[2]: item 2 repeats item 0; remove one (items are counted from 0)',
    ],
  ],
  [
    'a list of the wrong length',
    'account: "111122223333"',
    'account: "111122223333"\n    zones: [eu-west-1a, eu-west-1b]',
    ['ERR_CONFIG_VALUE 14:5 spec.aws.zones: expected a list of exactly 3 items without repetition, got 2'],
  ],
  [
    'a malformed item',
    'account: "111122223333"',
    'account: "111122223333"\n    zones: [eu-west-1a, eu-west-1b, euwest1c]',
    [
      'ERR_CONFIG_VALUE 14:37 spec.aws.zones[2]: expected an availability zone, such as us-east-1a, got "euwest1c"',
    ],
  ],
  [
    'a reserved name',
    'name: eu-west-1',
    'name: fleet',
    ['ERR_CONFIG_VALUE 4:9 metadata.name: "fleet" is reserved; choose another'],
  ],
  [
    'a name in upper case',
    'name: eu-west-1',
    'name: EU-West-1',
    [
      'ERR_CONFIG_VALUE 4:9 metadata.name: expected a region name of 3 to 26 lower-case letters, digits and dashes, such as eu-west-1, got "EU-West-1"',
    ],
  ],
  [
    'an account of eleven digits',
    '"111122223333"',
    '"11112222333"',
    [
      'ERR_CONFIG_VALUE 13:14 spec.aws.account: expected an account number of twelve digits in quotes, such as "111122223333", got "11112222333"',
    ],
  ],
  [
    'a malformed field inside the chosen branch',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - type: transit-gateway\n        transitGatewayId: tgw-1\n        routes: [10.0.0.0/8, anywhere]',
    [
      'ERR_CONFIG_VALUE 16:27 spec.aws.privateConnections[0].transitGatewayId: expected a Transit Gateway id, such as tgw-0123456789abcdef0, got "tgw-1"',
      'ERR_CONFIG_VALUE 17:30 spec.aws.privateConnections[0].routes[1]: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "anywhere"',
    ],
  ],
  [
    'a value that is cut',
    '10.40.0.0/16',
    'abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij',
    [
      'ERR_CONFIG_VALUE 9:11 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefg…"',
    ],
  ],
  [
    'a value that is cut at an escape',
    '10.40.0.0/16',
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\nbbbbbbbbbb"',
    [
      'ERR_CONFIG_VALUE 9:11 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"',
    ],
  ],
  [
    'a value that is cut inside a character',
    '10.40.0.0/16',
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa🌊bbbbbbbbbb"',
    [
      'ERR_CONFIG_VALUE 9:11 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"',
    ],
  ],
  [
    'a secret value',
    'account: "111122223333"',
    'account: "111122223333"\n    secretToken: Hunter2Hunter2',
    [
      'ERR_CONFIG_VALUE 14:18 spec.aws.secretToken: expected eight lower-case letters, got a value that is not shown',
    ],
  ],
  [
    'a secret number',
    'account: "111122223333"',
    'account: "111122223333"\n    secretToken: 12345678',
    [
      'ERR_CONFIG_TYPE 14:18 spec.aws.secretToken: expected eight lower-case letters, got a value that is not shown',
    ],
  ],
  [
    'a password in a URL',
    '  dns:',
    '  deploy:\n    repository: https://bob:hunter2@git.example.com/acme/deploy.git\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:17 spec.deploy.repository: expected a Git URL over https or ssh without a password or a query, such as https://git.example.com/acme/deploy.git, got "https://…@git.example.com/acme/deploy.git"',
    ],
  ],
  [
    'a token in the query of a URL',
    '  dns:',
    '  deploy:\n    repository: https://git.example.com/acme/deploy.git?private_token=hunter2\n  dns:',
    [
      'ERR_CONFIG_VALUE 11:17 spec.deploy.repository: expected a Git URL over https or ssh without a password or a query, such as https://git.example.com/acme/deploy.git, got "https://git.example.com/acme/deploy.git?…"',
    ],
  ],
];

describe('a region with wrong values', () => {
  it.each(cases)('reports %s with its place, its cause and the remedy', (_, piece, replacement, expected) => {
    const text = replaceIn(minimalRegion, piece, replacement);

    const problems = problemsOfRegion(text);

    expect(problems).toEqual(expected);
  });
});
