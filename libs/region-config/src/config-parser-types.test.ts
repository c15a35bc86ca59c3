import { describe, expect, it } from 'vitest';
import { minimalRegion, replaceIn } from './testing/test-region.ts';
import { problemsOfRegion } from './testing/problems-of-region.ts';

/** What is wrong, the piece of the minimal region that is replaced, by what, and all problems as `code line:column path: message`. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'an account that is a number',
    '"111122223333"',
    '111122223333',
    [
      'ERR_CONFIG_TYPE 13:14 spec.aws.account: expected an account number of twelve digits in quotes, such as "111122223333", got the number 111122223333; quote it: "111122223333"',
    ],
  ],
  [
    'an account that starts with zero',
    '"111122223333"',
    '012345678901',
    [
      'ERR_CONFIG_TYPE 13:14 spec.aws.account: expected an account number of twelve digits in quotes, such as "111122223333", got the number 012345678901; quote it: "012345678901"',
    ],
  ],
  [
    'a version that is a number',
    '  dns:',
    '  compute:\n    kubernetesVersion: 1.40\n  dns:',
    [
      'ERR_CONFIG_TYPE 11:24 spec.compute.kubernetesVersion: expected a minor version of 1.34 or later in quotes, such as "1.34", got the number 1.40; quote it: "1.40"',
    ],
  ],
  [
    'an engine version that is a number',
    '  dns:',
    '  persistence:\n    engineVersion: 17\n  dns:',
    [
      'ERR_CONFIG_TYPE 11:20 spec.persistence.engineVersion: expected one of "15", "16", "17", got the number 17; quote it: "17"',
    ],
  ],
  [
    'a name that is a truth value',
    'location: eu-west-1',
    'location: true',
    [
      'ERR_CONFIG_TYPE 7:13 spec.location: expected a location of 3 to 31 lower-case letters, digits and dashes, such as us-east-1, got the boolean true; quote it: "true"',
    ],
  ],
  [
    'an empty text field',
    'location: eu-west-1',
    'location:',
    [
      'ERR_CONFIG_TYPE 7:3 spec.location: is empty; expected a location of 3 to 31 lower-case letters, digits and dashes, such as us-east-1',
    ],
  ],
  [
    'an explicit null',
    'location: eu-west-1',
    'location: ~',
    [
      'ERR_CONFIG_TYPE 7:13 spec.location: is empty; expected a location of 3 to 31 lower-case letters, digits and dashes, such as us-east-1',
    ],
  ],
  [
    'a text where a number is wanted',
    '  dns:',
    '  backup:\n    retentionDays: two weeks\n  dns:',
    [
      'ERR_CONFIG_TYPE 11:20 spec.backup.retentionDays: expected a whole number from 8 to 35, got "two weeks"',
    ],
  ],
  [
    'a quoted number',
    '  dns:',
    '  backup:\n    retentionDays: "14"\n  dns:',
    [
      'ERR_CONFIG_TYPE 11:20 spec.backup.retentionDays: expected a whole number from 8 to 35, got "14"; remove the quotes',
    ],
  ],
  [
    'a fraction where a whole number is wanted',
    '  dns:',
    '  backup:\n    retentionDays: 14.5\n  dns:',
    ['ERR_CONFIG_TYPE 11:20 spec.backup.retentionDays: expected a whole number from 8 to 35, got 14.5'],
  ],
  [
    'an infinite number',
    '  dns:',
    '  compute:\n    expected:\n      cpu: .inf\n  dns:',
    ['ERR_CONFIG_TYPE 12:12 spec.compute.expected.cpu: expected a number from 0.1 to 16, got .inf'],
  ],
  [
    'a word of YAML 1.1 for true',
    'account: "111122223333"',
    'account: "111122223333"\n    dedicated: yes',
    ['ERR_CONFIG_TYPE 14:16 spec.aws.dedicated: expected true or false, got "yes"; write true'],
  ],
  [
    'a word of YAML 1.1 for false',
    'account: "111122223333"',
    'account: "111122223333"\n    dedicated: Off',
    ['ERR_CONFIG_TYPE 14:16 spec.aws.dedicated: expected true or false, got "Off"; write false'],
  ],
  [
    'a quoted truth value',
    'account: "111122223333"',
    'account: "111122223333"\n    dedicated: "true"',
    ['ERR_CONFIG_TYPE 14:16 spec.aws.dedicated: expected true or false, got "true"; remove the quotes'],
  ],
  [
    'a number for a truth value',
    'account: "111122223333"',
    'account: "111122223333"\n    dedicated: 1',
    ['ERR_CONFIG_TYPE 14:16 spec.aws.dedicated: expected true or false, got 1'],
  ],
  [
    'a text where a list is wanted',
    'account: "111122223333"',
    'account: "111122223333"\n    zones: eu-west-1a',
    [
      'ERR_CONFIG_TYPE 14:12 spec.aws.zones: expected a list of exactly 3 items without repetition, got "eu-west-1a"; write it as an item: "- " and the value',
    ],
  ],
  [
    'a mapping where a list is wanted',
    'account: "111122223333"',
    'account: "111122223333"\n    zones:\n      a: eu-west-1a',
    [
      'ERR_CONFIG_TYPE 14:5 spec.aws.zones: expected a list of exactly 3 items without repetition, got a mapping',
    ],
  ],
  [
    'a list where a mapping is wanted',
    'network:\n    cidr: 10.40.0.0/16',
    'network:\n    - cidr: 10.40.0.0/16',
    ['ERR_CONFIG_TYPE 8:3 spec.network: expected a mapping, got a list'],
  ],
  [
    'a list where text is wanted',
    'cidr: 10.40.0.0/16',
    'cidr: [10.40.0.0/16]',
    [
      'ERR_CONFIG_TYPE 9:5 spec.network.cidr: expected an IPv4 range in CIDR notation, such as 10.40.0.0/16, got a list',
    ],
  ],
  [
    'a mapping where text is wanted',
    'location: eu-west-1',
    'location: {{ location }}',
    [
      'ERR_CONFIG_YAML 7:14 spec.location: the name of a field must be text; quote it if it is meant as a name',
    ],
  ],
  [
    'a dash without a space',
    'account: "111122223333"',
    'account: "111122223333"\n    zones:\n      -eu-west-1a\n      -eu-west-1b',
    [
      'ERR_CONFIG_TYPE 15:7 spec.aws.zones: expected a list of exactly 3 items without repetition, got "-eu-west-1a -eu-west-1b"; write it as an item: "- " and the value',
    ],
  ],
  [
    'an item of a list that is empty',
    'account: "111122223333"',
    'account: "111122223333"\n    zones:\n      - eu-west-1a\n      -\n      - eu-west-1c',
    ['ERR_CONFIG_TYPE 16:8 spec.aws.zones[1]: is empty; expected an availability zone, such as us-east-1a'],
  ],
  [
    'a text where the whole section is wanted',
    'network:\n    cidr: 10.40.0.0/16',
    'network: 10.40.0.0/16',
    ['ERR_CONFIG_TYPE 8:12 spec.network: expected a mapping, got "10.40.0.0/16"'],
  ],
  [
    'a branch that is no mapping',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections: [privatelink]',
    ['ERR_CONFIG_TYPE 14:26 spec.aws.privateConnections[0]: expected a mapping, got "privatelink"'],
  ],
  [
    'a type of a branch that is no text',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - type: 5',
    [
      'ERR_CONFIG_VALUE 15:15 spec.aws.privateConnections[0].type: expected one of "privatelink", "transit-gateway", got 5',
    ],
  ],
];

describe('a region with values of a wrong type', () => {
  it.each(cases)('reports %s with its place, its cause and the remedy', (_, piece, replacement, expected) => {
    const text = replaceIn(minimalRegion, piece, replacement);

    const problems = problemsOfRegion(text);

    expect(problems).toEqual(expected);
  });
});
