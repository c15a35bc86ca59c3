import { describe, expect, it } from 'vitest';
import { createConfigParser } from '../config-parser.ts';
import { testClouds } from '../testing/test-clouds.ts';
import { regionQuestions, placeQuestions } from './region-questions.ts';
import { answerFieldOf } from './answer-field.ts';
import type { RegionQuestion } from './region-question.ts';
import { renderNewRegion } from './render-new-region.ts';

const ASKED = { isAsked: true, isAlwaysWritten: true, text: 'A question' } as const;

const own: readonly RegionQuestion[] = [
  { ...ASKED, path: 'spec.aws.account', flag: 'account', comment: 'Who pays.' },
  { ...ASKED, path: 'spec.aws.externalId', flag: 'external-id', comment: '' },
  {
    ...ASKED,
    path: 'spec.aws.privateConnections[type=privatelink].allowedPrincipals',
    flag: 'principals',
    comment: 'Who may connect.',
  },
  {
    ...ASKED,
    path: 'spec.aws.privateConnections[type=transit-gateway].transitGatewayId',
    flag: 'gateway',
    comment: 'The gateway.',
  },
  {
    ...ASKED,
    path: 'spec.aws.privateConnections[type=transit-gateway].routes',
    flag: 'routes',
    comment: 'What is routed there.',
  },
];

const questions = [...placeQuestions, ...own, ...regionQuestions];

const answers = {
  'spec.cloud': 'aws',
  'spec.location': 'eu-west-1',
  'spec.aws.account': '011122223333',
  'spec.aws.externalId': 'an-external-id',
  'spec.dns.domain': 'apps.example.com',
  'spec.network.cidr': '10.20.0.0/16',
};

describe(renderNewRegion, () => {
  it('writes the answers with a line on each, and nothing that was not answered', () => {
    const text = renderNewRegion({
      name: 'one-west',
      questions,
      answers: {
        ...answers,
        'spec.network.apiServer.allowedCidrs': ['198.51.100.0/24', '203.0.113.0/24'],
        'spec.maintenance.window.start': '03:00',
        'spec.backup.retentionDays': 14,
      },
    });

    expect(text).toBe(`# yaml-language-server: $schema=../../docs/schemas/region.schema.json
# Every other field has a default: \`npx atoll explain spec\` prints them all, each with its reason.
apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  # Equal to the name of the folder, and part of every name in the cloud; it cannot be changed later.
  name: one-west
spec:
  # Cloud and place of everything in the region; neither can be changed later.
  cloud: aws
  location: eu-west-1
  aws:
    # Who pays.
    account: "011122223333"
    externalId: an-external-id
  dns:
    # The region answers at <region>.<domain>; its zone has to be delegated from there once.
    domain: apps.example.com
  network:
    # Three equal subnets are cut from it. It cannot be changed later.
    cidr: 10.20.0.0/16
    apiServer:
      # Only these reach the API server from outside; everybody else cannot even connect.
      allowedCidrs:
        - 198.51.100.0/24
        - 203.0.113.0/24
  backup:
    # More days cost more backup storage.
    retentionDays: 14
  maintenance:
    window:
      start: "03:00"
`);
  });

  it('gathers the fields of one item of a list, by its type', () => {
    const text = renderNewRegion({
      name: 'one-west',
      questions,
      answers: {
        ...answers,
        'spec.aws.privateConnections[type=privatelink].allowedPrincipals': ['arn:aws:iam::777788889999:root'],
        'spec.aws.privateConnections[type=transit-gateway].transitGatewayId': 'tgw-0a1b2c3d4e5f60718',
        'spec.aws.privateConnections[type=transit-gateway].routes': ['10.0.0.0/11'],
      },
    });

    expect(text).toContain(`    privateConnections:
      - type: privatelink
        # Who may connect.
        allowedPrincipals:
          - arn:aws:iam::777788889999:root
      - type: transit-gateway
        # The gateway.
        transitGatewayId: tgw-0a1b2c3d4e5f60718
        # What is routed there.
        routes:
          - 10.0.0.0/11
  dns:
`);
  });

  it.each([
    '011122223333',
    '0x10',
    '1e3',
    'yes',
    'NO',
    'null',
    '~',
    '12:30',
    '2026-01-01',
    "it's: #1",
    ' x ',
    '- a',
    '*a',
  ])('writes the text %j so that it is read as that text', (value) => {
    const text = renderNewRegion({
      name: 'one-west',
      questions,
      answers: { ...answers, 'spec.aws.externalId': value },
    });

    const parsed = createConfigParser(testClouds).parseRegion('regions/one-west/region.yaml', text);

    const problems = 'problems' in parsed ? parsed.problems.map(({ path, code }) => `${path} ${code}`) : [];
    // Some of them are no external ids; not one is a number, a boolean, a date or nothing.
    expect(problems.filter((problem) => problem !== 'spec.aws.externalId ERR_CONFIG_VALUE')).toStrictEqual(
      [],
    );
  });

  it('breaks a long line, and goes on as a comment', () => {
    const comment = `${'word '.repeat(30).trim()}.`;
    const [question] = own;
    const text = renderNewRegion({
      name: 'one-west',
      questions: [{ ...(question as RegionQuestion), comment }],
      answers,
    });

    const lines = text.split('\n').filter((line) => line.includes('word'));
    expect(lines.length).toBe(2);
    expect(lines.every((line) => line.startsWith('    # word') && line.length <= 100)).toBe(true);
  });
});

describe('the common questions', () => {
  it('are about fields that a Region has', () => {
    const common = [...placeQuestions, ...regionQuestions];

    expect(
      common.filter(({ path }) => answerFieldOf(testClouds, path).node.description === undefined),
    ).toStrictEqual([]);
  });

  it('have an example wherever nobody but the owner knows an answer', () => {
    const open = [...placeQuestions, ...regionQuestions].filter(
      ({ path, proposal, isAsked }) =>
        isAsked && proposal === undefined && answerFieldOf(testClouds, path).node.default === undefined,
    );

    expect(open.map(({ path, example }) => [path, example])).toStrictEqual([
      ['spec.cloud', undefined],
      ['spec.location', 'eu-west-1'],
      ['spec.dns.domain', 'apps.example.com'],
      ['spec.network.apiServer.allowedCidrs', undefined],
    ]);
  });

  it('have flags and paths of their own', () => {
    const common = [...placeQuestions, ...regionQuestions];

    expect(new Set(common.map(({ flag }) => flag)).size).toBe(common.length);
    expect(new Set(common.map(({ path }) => path)).size).toBe(common.length);
  });
});
