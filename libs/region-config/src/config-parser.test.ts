import { compareProblems, type Problem } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { createConfigParser, type Parsed, type ParsedConfig } from './config-parser.ts';
import { testAws, testClouds } from './testing/test-clouds.ts';
import { minimalObserved, minimalOrganization, minimalRegion, replaceIn } from './testing/test-region.ts';

const parser = createConfigParser(testClouds);
const regionFile = 'regions/eu-west-1/region.yaml';

function valueOf<Value>(parsed: Parsed<Value>): Value {
  if ('problems' in parsed) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.value;
}

function problemsOf(parsed: Parsed<ParsedConfig<unknown>>): readonly Problem[] {
  return 'problems' in parsed ? parsed.problems : [];
}

describe('a valid region', () => {
  it('holds every default and not the block of its cloud', () => {
    const { config } = valueOf(parser.parseRegion(regionFile, minimalRegion));

    expect(config).toEqual({
      apiVersion: 'config.atoll.dev/v1alpha1',
      kind: 'Region',
      metadata: { name: 'eu-west-1' },
      spec: {
        cloud: 'aws',
        location: 'eu-west-1',
        controlCluster: 'main',
        bootstrap: 'automatic',
        network: { cidr: '10.40.0.0/16', exposure: 'internet', egress: 'gateway', apiServer: {} },
        dns: { domain: 'apps.example.com' },
        compute: {
          kubernetesVersion: '1.34',
          nodes: { sizes: ['8x32', '16x64'] },
          expected: { instances: 30, cpu: 1, memoryGib: 2.5 },
          systemNodes: 3,
        },
        persistence: { size: 'large', engineVersion: '17', storage: { initialGib: 400, maxGib: 4000 } },
        encryption: { keys: 'provider' },
        backup: { retentionDays: 8, objectLock: { mode: 'none', days: 30 } },
        maintenance: { window: { day: 'sun', start: '03:00', minutes: 60 } },
        access: { extraGrants: [] },
        deploy: {},
        agent: {
          access: 'read-only',
          drift: { policy: 'observe', overrides: [], ignore: [], elastic: [], pauses: [] },
          webhooks: [],
          egress: {},
        },
      },
    });
  });

  it('gives the block of its cloud with the defaults of the chosen branch', () => {
    const connection = '    privateConnections:\n      - type: privatelink\n        allowedPrincipals:\n';
    const text = `${minimalRegion}${connection}          - arn:aws:iam::111122223333:root\n`;

    const { cloud, block, blocks } = valueOf(parser.parseRegion(regionFile, text));

    expect(cloud).toBe('aws');
    expect(blocks).toEqual({ aws: block });
    expect(block).toEqual({
      account: '111122223333',
      externalId: '7c0e2a4e-41d6-4b39',
      dedicated: false,
      privateConnections: [
        {
          type: 'privatelink',
          allowedPrincipals: ['arn:aws:iam::111122223333:root'],
          acceptanceRequired: true,
        },
      ],
    });
  });

  it('gets the default block of a cloud that needs nothing', () => {
    const easy = { ...testAws, cloud: 'easy', region: { type: 'object', description: 'Easy.', default: {} } };
    const text = replaceIn(
      minimalRegion.slice(0, minimalRegion.indexOf('  aws:')),
      'cloud: aws',
      'cloud: easy',
    );

    const { block } = valueOf(createConfigParser([easy]).parseRegion(regionFile, text));

    expect(block).toEqual({});
  });

  it('does not share defaults with the next region', () => {
    const first = valueOf(parser.parseRegion(regionFile, minimalRegion)).config.spec.compute.nodes.sizes;
    const second = valueOf(parser.parseRegion(regionFile, minimalRegion)).config.spec.compute.nodes.sizes;

    expect(first).toEqual(second);
    expect(first).not.toBe(second);
  });

  it.each([
    ['windows line ends', minimalRegion.replaceAll('\n', '\r\n')],
    ['a document start and end', `---\n${minimalRegion}...\n`],
    ['words of YAML 1.1 as text', minimalRegion.replace('location: eu-west-1', 'location: yes')],
    ['comments', minimalRegion.replaceAll('\n', ' # why\n')],
    [
      'a block in braces',
      minimalRegion.replace('dns:\n    domain: apps.example.com', 'dns: { domain: apps.example.com }'),
    ],
  ])('may have %s', (_, text) => {
    expect(problemsOf(parser.parseRegion(regionFile, text))).toEqual([]);
  });
});

describe('the place of a field', () => {
  it.each([
    ['a value', 'spec.network.cidr', { line: 9, column: 11 }],
    ['a quoted value', 'spec.aws.account', { line: 13, column: 14 }],
    ['the key of a section', 'spec.network', { line: 8, column: 3 }],
    ['the key around a defaulted field', 'spec.network.exposure', { line: 8, column: 3 }],
    ['the key around a defaulted section', 'spec.backup.objectLock.days', { line: 5, column: 1 }],
    ['an item', 'spec.aws.zones[1]', { line: 15, column: 25 }],
    ['the list when there is no such item', 'spec.aws.zones[7]', { line: 15, column: 5 }],
    ['the start for an empty path', '', { line: 1, column: 1 }],
    ['the start for what is no path', 'spec..', { line: 1, column: 1 }],
  ])('is %s', (_, path, place) => {
    const text = `${minimalRegion}    zones: [eu-west-1a, eu-west-1b, eu-west-1c]\n`;

    const { locate } = valueOf(parser.parseRegion(regionFile, text));

    expect(locate(path)).toEqual(place);
  });

  it.each([
    ['spec.network.cidr', true],
    ['spec.network', true],
    ['', true],
    ['spec.aws.zones[1]', true],
    ['spec.aws.zones[7]', false],
    ['spec.network.exposure', false],
    ['spec.backup.objectLock.days', false],
    ['spec..', false],
  ])('of the file itself, not of a default: %s is %s', (path, isHeld) => {
    const text = `${minimalRegion}    zones: [eu-west-1a, eu-west-1b, eu-west-1c]\n`;

    const { holds } = valueOf(parser.parseRegion(regionFile, text));

    expect(holds(path)).toBe(isHeld);
  });
});

describe('an organization', () => {
  it('holds its defaults and the blocks of several clouds apart', () => {
    const aws = '  aws:\n    roleArn: arn:aws:iam::111122223333:role/control\n';
    const text = `${minimalOrganization}${aws}  gcp: {}\n`;

    const { config, blocks } = valueOf(parser.parseOrganization('regions/fleet/organization.yaml', text));

    expect(config.spec).toEqual({
      deploy: { repository: 'https://git.example.com/acme/deploy.git', intervalMinutes: 5 },
      agent: { access: 'read-only', webhooks: [], egress: {} },
    });
    expect(blocks).toEqual({
      aws: { roleArn: 'arn:aws:iam::111122223333:role/control', digests: {} },
      gcp: {},
    });
  });

  it('reports the blocks of all clouds', () => {
    const text = `${minimalOrganization}  aws:\n    digests: { x: sha256 }\n  gcp:\n    folder: 123456\n`;

    const problems = problemsOf(parser.parseOrganization('organization.yaml', text));

    expect(problems.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toEqual([
      '8 spec.aws.roleArn: is required and missing; expected the ARN of a role',
      '9 spec.aws.digests.x: expected a digest, such as sha256:01ab, got "sha256"',
      '11 spec.gcp.folder: expected a folder number in quotes, got the number 123456; quote it: "123456"',
    ]);
  });
});

describe('an observed file', () => {
  it('holds the values of its clouds', () => {
    const text = replaceIn(minimalObserved, 'spec: {}', 'spec:\n  aws:\n    vpcId: vpc-01234567');

    const { config, blocks } = valueOf(parser.parseObserved('regions/eu-west-1/observed.yaml', text));

    expect(config.spec).toEqual({});
    expect(blocks).toEqual({ aws: { vpcId: 'vpc-01234567' } });
  });

  it('has the name of its folder', () => {
    const problems = problemsOf(parser.parseObserved('regions/us-east-1/observed.yaml', minimalObserved));

    expect(problems).toEqual([
      {
        file: 'regions/us-east-1/observed.yaml',
        line: 4,
        column: 9,
        path: 'metadata.name',
        message: '"eu-west-1" is not the name of its folder "us-east-1"; rename one of the two',
        code: 'ERR_CONFIG_NAME',
      },
    ]);
  });
});

describe('the problems of one file', () => {
  it('come together, sorted by place', () => {
    const text = minimalRegion
      .replace('cloud: aws', 'cloud: aws\n  colour: red')
      .replace('10.40.0.0/16', 'everything')
      .replace('"111122223333"', '111122223333');

    const problems = problemsOf(parser.parseRegion('regions/us-east-1/region.yaml', text));

    expect(problems.map(({ path }) => path)).toEqual([
      'metadata.name',
      'spec.colour',
      'spec.network.cidr',
      'spec.aws.account',
    ]);
    expect([...problems].sort(compareProblems)).toEqual(problems);
  });

  it('end after a hundred with one that says so', () => {
    const text = `${minimalRegion}${Array.from({ length: 150 }, (_, index) => `unknown${index}: 1\n`).join('')}`;

    const problems = problemsOf(parser.parseRegion(regionFile, text));

    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual({
      file: regionFile,
      line: 165,
      column: 1,
      path: '',
      message: "more than 100 problems; the rest of this file's are not listed, correct those above first",
      code: 'ERR_CONFIG_MORE',
    });
  });
});
