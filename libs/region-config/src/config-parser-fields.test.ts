import { describe, expect, it } from 'vitest';
import { minimalRegion, replaceIn } from './testing/test-region.ts';
import { problemsOfRegion } from './testing/problems-of-region.ts';

/** What is wrong, the piece of the minimal region that is replaced, by what, and all problems as `code line:column path: message`. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a typo in the name of a section',
    '  dns:',
    '  persistance:\n    size: large\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:3 spec.persistance: "persistance" is not a field of spec; did you mean "persistence"?',
    ],
  ],
  [
    'a typo deep inside',
    '  dns:',
    '  backup:\n    retentionDay: 9\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 11:5 spec.backup.retentionDay: "retentionDay" is not a field of spec.backup; did you mean "retentionDays"?',
    ],
  ],
  [
    'snake case instead of camel case',
    '  dns:',
    '  compute:\n    kubernetes_version: "1.34"\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 11:5 spec.compute.kubernetes_version: "kubernetes_version" is not a field of spec.compute; did you mean "kubernetesVersion"?',
    ],
  ],
  [
    'swapped letters',
    'cidr: 10.40.0.0/16',
    'cidr: 10.40.0.0/16\n    exposrue: private',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:5 spec.network.exposrue: "exposrue" is not a field of spec.network; did you mean "exposure"?',
    ],
  ],
  [
    'a name that is near none',
    '  dns:',
    '  colour: red\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:3 spec.colour: "colour" is not a field of spec; allowed: cloud, location, controlCluster, bootstrap, network, dns, compute, persistence, encryption, backup, maintenance, autoscaling, access, deploy, agent, aws',
    ],
  ],
  [
    'a name at the top that is near none',
    'kind: Region',
    'kind: Region\ncolour: red',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 3:1 colour: "colour" is not a field of a Region; allowed: apiVersion, kind, metadata, spec',
    ],
  ],
  [
    'a typo at the top',
    'metadata:',
    'metdata: {}\nmetadata:',
    ['ERR_CONFIG_UNKNOWN_FIELD 3:1 metdata: "metdata" is not a field of a Region; did you mean "metadata"?'],
  ],
  [
    'a section one level too high',
    'kind: Region',
    'kind: Region\npersistence:\n  size: large',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 3:1 persistence: "persistence" is not a field of a Region; it belongs at spec.persistence',
    ],
  ],
  [
    "a field of the cloud's block beside it",
    '  dns:',
    '  zones: [eu-west-1a, eu-west-1b, eu-west-1c]\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:3 spec.zones: "zones" is not a field of spec; it belongs at spec.aws.zones',
    ],
  ],
  [
    'a field of the base inside the block',
    'account: "111122223333"',
    'account: "111122223333"\n    retentionDays: 9',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 14:5 spec.aws.retentionDays: "retentionDays" is not a field of spec.aws; it belongs at spec.backup.retentionDays',
    ],
  ],
  [
    "a field of another cloud's block in the own",
    'account: "111122223333"',
    'account: "111122223333"\n    project: acme-prod',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 14:5 spec.aws.project: "project" is not a field of spec.aws; it is a field of another cloud (spec.gcp.project)',
    ],
  ],
  [
    'the block of another cloud',
    '  dns:',
    '  gcp:\n    project: acme-prod\n  dns:',
    [
      'ERR_CONFIG_OTHER_CLOUD 10:3 spec.gcp: "gcp" is a field of another cloud; spec.cloud is "aws", so remove it or correct spec.cloud',
    ],
  ],
  [
    'an empty block of another cloud',
    '  dns:',
    '  gcp:\n  dns:',
    [
      'ERR_CONFIG_OTHER_CLOUD 10:3 spec.gcp: "gcp" is a field of another cloud; spec.cloud is "aws", so remove it or correct spec.cloud',
    ],
  ],
  [
    'a missing field',
    '    cidr: 10.40.0.0/16\n',
    '    exposure: private\n',
    [
      'ERR_CONFIG_MISSING_FIELD 8:3 spec.network.cidr: is required and missing; expected an IPv4 range in CIDR notation, such as 10.40.0.0/16',
    ],
  ],
  [
    'an emptied section',
    'network:\n    cidr: 10.40.0.0/16',
    'network:',
    ['ERR_CONFIG_TYPE 8:3 spec.network: is empty; expected a mapping'],
  ],
  [
    'a missing section',
    '  network:\n    cidr: 10.40.0.0/16\n',
    '',
    ['ERR_CONFIG_MISSING_FIELD 5:1 spec.network: is required and missing; expected a mapping'],
  ],
  [
    'a missing kind',
    'kind: Region\n',
    '',
    ['ERR_CONFIG_MISSING_FIELD 1:1 kind: is required and missing; expected "Region"'],
  ],
  [
    'a missing apiVersion',
    'apiVersion: config.atoll.dev/v1alpha1\n',
    '',
    [
      'ERR_CONFIG_MISSING_FIELD 1:1 apiVersion: is required and missing; expected "config.atoll.dev/v1alpha1"',
    ],
  ],
  [
    'a missing cloud',
    '  cloud: aws\n',
    '',
    ['ERR_CONFIG_MISSING_FIELD 5:1 spec.cloud: is required and missing; expected one of "aws", "gcp"'],
  ],
  [
    'a missing block of the own cloud',
    '  aws:\n    account: "111122223333"\n    externalId: 7c0e2a4e-41d6-4b39\n',
    '',
    [
      'ERR_CONFIG_MISSING_FIELD 5:1 spec.aws: is required and missing; a region of cloud "aws" says here what only that cloud knows',
    ],
  ],
  [
    'an empty block of the own cloud',
    '  aws:\n    account: "111122223333"\n    externalId: 7c0e2a4e-41d6-4b39\n',
    '  aws:\n',
    ['ERR_CONFIG_TYPE 12:3 spec.aws: is empty; expected a mapping'],
  ],
  [
    "missing fields of the cloud's block",
    '    account: "111122223333"\n    externalId: 7c0e2a4e-41d6-4b39\n',
    '    dedicated: true\n',
    [
      'ERR_CONFIG_MISSING_FIELD 12:3 spec.aws.account: is required and missing; expected an account number of twelve digits in quotes, such as "111122223333"',
      'ERR_CONFIG_MISSING_FIELD 12:3 spec.aws.externalId: is required and missing; expected an external id of 12 to 128 letters, digits and dashes',
    ],
  ],
  [
    'a field of one branch in the other',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - type: privatelink\n        allowedPrincipals: ["arn:aws:iam::111122223333:root"]\n        routes: [10.0.0.0/8]',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 17:9 spec.aws.privateConnections[0].routes: "routes" is not a field of spec.aws.privateConnections[0]; it belongs at spec.aws.privateConnections[].routes',
    ],
  ],
  [
    'fields that the chosen branch misses',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - type: transit-gateway',
    [
      'ERR_CONFIG_MISSING_FIELD 15:9 spec.aws.privateConnections[0].routes: is required and missing; expected a list of 1 to 3 items',
      'ERR_CONFIG_MISSING_FIELD 15:9 spec.aws.privateConnections[0].transitGatewayId: is required and missing; expected a Transit Gateway id, such as tgw-0123456789abcdef0',
    ],
  ],
  [
    'a choice without its type',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - routes: [10.0.0.0/8]',
    [
      'ERR_CONFIG_MISSING_FIELD 15:9 spec.aws.privateConnections[0].type: is required and missing; expected one of "privatelink", "transit-gateway"',
    ],
  ],
  [
    'a choice of an unknown type',
    'account: "111122223333"',
    'account: "111122223333"\n    privateConnections:\n      - type: private-link',
    [
      'ERR_CONFIG_VALUE 15:15 spec.aws.privateConnections[0].type: expected one of "privatelink", "transit-gateway", got "private-link"; did you mean "privatelink"?',
    ],
  ],
  [
    'a name that needs quotes in the path',
    '  dns:',
    '  "a.b c": 1\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:3 spec["a.b c"]: "a.b c" is not a field of spec; allowed: cloud, location, controlCluster, bootstrap, network, dns, compute, persistence, encryption, backup, maintenance, autoscaling, access, deploy, agent, aws',
    ],
  ],
  [
    'a very long name',
    '  dns:',
    '  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1\n  dns:',
    [
      'ERR_CONFIG_UNKNOWN_FIELD 10:3 spec.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" is not a field of spec; allowed: cloud, location, controlCluster, bootstrap, network, dns, compute, persistence, encryption, backup, maintenance, autoscaling, access, deploy, agent, aws',
    ],
  ],
];

describe('a region with unknown and missing fields', () => {
  it.each(cases)('reports %s with its place, its cause and the remedy', (_, piece, replacement, expected) => {
    const text = replaceIn(minimalRegion, piece, replacement);

    const problems = problemsOfRegion(text);

    expect(problems).toEqual(expected);
  });
});
