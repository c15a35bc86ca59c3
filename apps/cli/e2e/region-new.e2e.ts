import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTerminals, keys, runOnTerminal, type Step } from './testing/run-on-terminal.ts';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

const FILE = 'regions/aws-eu-west-1/region.yaml';

const NEEDED = ['--location', 'eu-west-1', '--account', '111122223333', '--domain', 'apps.example.com'];

const RANDOM_ID = /externalId: atoll-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n/;

function withoutComments(yaml: string): string {
  return yaml
    .split('\n')
    .filter((line) => !/^ *#/.test(line))
    .join('\n');
}

/** Gives how a question looks that waits for its answer. */
function asking(question: string): string {
  return `◆  ${question}`;
}

describe('atoll region new', () => {
  it('writes a commented file that is valid, with a free network and a random external id', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['region', 'new', 'aws-eu-west-1', ...NEEDED]);
    const text = readFileSync(repo.path(FILE), 'utf8');
    const validation = await repo.run(['validate']);

    expect(stdout).toContain(`${FILE} written.\nNext:\n`);
    expect([code, stderr]).toStrictEqual([0, '']);
    expect(text).toMatch(RANDOM_ID);
    expect(text).toContain(
      '    # Three equal subnets are cut from it. It cannot be changed later.\n    cidr: 10.49.0.0/16\n',
    );
    expect(
      withoutComments(text).replace(RANDOM_ID, 'externalId: x\n'),
    ).toBe(`apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  name: aws-eu-west-1
spec:
  cloud: aws
  location: eu-west-1
  aws:
    account: "111122223333"
    externalId: x
  dns:
    domain: apps.example.com
  network:
    cidr: 10.49.0.0/16
    exposure: internet
  persistence:
    size: large
  encryption:
    keys: provider
  maintenance:
    window:
      day: sun
      start: "03:00"
      minutes: 60
`);
    expect(validation.stdout).toBe('4 regions, 4 valid. Next: npx nx run synth\n');
  });

  it('takes every answer as an option, a private region with its connections among them', async () => {
    using repo = createTemporaryRepo();
    const options = [
      ...['--exposure', 'private', '--egress', 'transit', '--bootstrap', 'manual', '--size', 'small'],
      ...['--transit-gateway', 'tgw-0a1b2c3d4e5f60718', '--transit-routes', '10.0.0.0/11, 172.16.0.0/12'],
      ...['--privatelink-principals', 'arn:aws:iam::777788889999:root', '--backup-days', '20'],
      ...['--keys', 'customer', '--customer-key-arn', 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d'],
      ...['--object-lock', 'governance', '--object-lock-days', '9', '--window-start', '22:00'],
    ];

    const run = await repo.run(['region', 'new', 'aws-eu-west-1', ...NEEDED, ...options]);
    const listed = await repo.run(['region', 'list', '-o', 'json']);
    const rendered = await repo.run(['render', 'aws-eu-west-1']);

    expect([run.code, run.stderr, rendered.code]).toStrictEqual([0, '', 0]);
    expect(readFileSync(repo.path(FILE), 'utf8')).toContain('      - type: transit-gateway\n');
    expect(JSON.parse(listed.stdout).regions).toContainEqual({
      name: 'aws-eu-west-1',
      valid: true,
      cloud: 'aws',
      location: 'eu-west-1',
      account: '111122223333',
      cidr: '10.49.0.0/16',
      exposure: 'private',
      size: 'small',
      controlCluster: 'main',
      problems: [],
    });
  });

  it('prints the file for a dry run, and as JSON, and writes nothing', async () => {
    using repo = createTemporaryRepo();

    const dry = await repo.run(['region', 'new', 'aws-eu-west-1', ...NEEDED, '--dry-run']);
    const json = await repo.run(['region', 'new', 'aws-eu-west-1', ...NEEDED, '--dry-run', '-o', 'json']);

    expect(dry.stdout).toMatch(/^# yaml-language-server: .*\n/);
    expect(JSON.parse(json.stdout)).toMatchObject({
      region: 'aws-eu-west-1',
      file: FILE,
      written: false,
      problems: [],
    });
    expect(repo.has(FILE)).toBe(false);
  });

  it.each([
    [
      'a broken value',
      ['--size', 'smal'],
      /^spec\.persistence\.size: expected one of "small", .*did you mean "small"\?$/m,
    ],
    [
      'a rule of the cloud',
      ['--cidr', '10.20.0.0/15'],
      /^spec\.network\.cidr: 10\.20\.0\.0\/15 has the wrong size/m,
    ],
    [
      'a network that is taken',
      ['--cidr', '10.40.128.0/18'],
      /^spec\.network\.cidr: .* overlaps 10\.40\.0\.0\/16 of region aws-us-east-1/m,
    ],
  ])('refuses %s with its reason, and writes nothing', async (_what, options, message) => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run([
      'region',
      'new',
      'aws-eu-west-1',
      ...NEEDED,
      ...options,
    ]);

    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/Nothing was written\.\n$/);
    expect([code, stdout]).toStrictEqual([1, '']);
    expect(repo.has(FILE)).toBe(false);
  });

  it.each([
    ['aws-us-east-1', 'regions/aws-us-east-1 exists already; edit it by hand, or choose another name.'],
    ['fleet', '"fleet" cannot be a region\'s name'],
    ['../x', '"../x" cannot be a region\'s name'],
  ])('refuses the name %s', async (name, message) => {
    using repo = createTemporaryRepo();
    const before = readFileSync(repo.path('regions/aws-us-east-1/region.yaml'), 'utf8');

    const { code, stderr } = await repo.run(['region', 'new', name, ...NEEDED]);

    expect(stderr).toContain(message);
    expect(stderr).toMatch(/\(ERR_REGION_NEW_NAME\)\n$/);
    expect(code).toBe(1);
    expect(readFileSync(repo.path('regions/aws-us-east-1/region.yaml'), 'utf8')).toBe(before);
  });

  it('names what is missing where nobody can be asked', async () => {
    using repo = createTemporaryRepo();

    const { code, stderr } = await repo.run(['region', 'new', 'aws-eu-west-1', '--account', '111122223333']);

    expect(stderr).toBe(
      'Nobody can be asked here, and these have no default: --location, --domain. Give them, or run the command on a terminal.\n(ERR_REGION_NEW_MISSING)\n',
    );
    expect(code).toBe(64);
  });
});

describe.skipIf(!hasTerminals())('atoll region new on a terminal', () => {
  const answers: readonly Step[] = [
    [asking('Name of the region'), `aws-us-east${keys.enter}`],
    [asking('Cloud that the region runs in'), keys.enter],
    [asking('Location'), `eu-west-1${keys.enter}`],
    [asking('Account'), `111122223333${keys.enter}`],
    // The name begins the name of another region of that account.
    ['begins with', `${keys.clear}555566667777${keys.enter}`],
    [asking('External id'), keys.enter],
    [asking('Apps domain'), `?${keys.enter}`],
    [asking('Apps domain'), `apps.example.com${keys.enter}`],
    [asking('IPv4 range'), `10.40.0.1/16${keys.enter}`],
    ['host bits', `${keys.clear}10.40.0.0/16${keys.enter}`],
    [asking('How clients reach'), keys.enter],
    [asking('Public ranges'), keys.enter],
    [asking('Size of the database'), `${keys.down}${keys.enter}`],
    [asking('Whose key'), keys.enter],
    [asking('Days for which'), `14${keys.enter}`],
    [asking('Write-once'), keys.enter],
    [asking('Day of the weekly'), keys.enter],
    [asking('Start of the window'), `25:00${keys.enter}`],
    ['expected a time', `${keys.clear}22:30${keys.enter}`],
    [asking('Length of the window'), keys.enter],
  ];

  it('asks, explains a field for ?, refuses an answer at once, and writes the file', async () => {
    using repo = createTemporaryRepo();

    const { code, screen, left } = await runOnTerminal(['region', 'new'], repo.root, answers);

    expect(left).toStrictEqual([]);
    expect(screen).toContain('a domain in lower case, such as apps.example.com');
    expect(screen).toContain('regions/aws-us-east/region.yaml written.');
    expect(code).toBe(0);
    const text = withoutComments(readFileSync(repo.path('regions/aws-us-east/region.yaml'), 'utf8'));
    expect(text).toContain('    account: "555566667777"\n');
    expect(text).toContain('    cidr: 10.40.0.0/16\n');
    expect(text).toContain('  persistence:\n    size: xlarge\n');
    expect(text).toContain('  backup:\n    retentionDays: 14\n');
    expect(text).toContain('      start: "22:30"\n');
    expect(text).not.toContain('objectLock');
  });

  it('writes nothing when the person leaves', async () => {
    using repo = createTemporaryRepo();
    const steps = [...answers.slice(0, 2), [asking('Location'), keys.cancel] as const];

    const { code, screen, left } = await runOnTerminal(['region', 'new'], repo.root, steps);

    expect(left).toStrictEqual([]);
    expect(screen).toContain('Nothing was written.');
    expect(code).toBe(1);
    expect(repo.has('regions/aws-us-east')).toBe(false);
  });
});
