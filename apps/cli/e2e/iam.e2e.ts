import { describe, expect, it } from 'vitest';
import { createTemporaryGitFleet } from './testing/temporary-git-fleet.ts';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

const REGION = 'aws-us-east-1';

const ROLE = `
  access:
    roles:
      - name: database-reader-access
        from: read-only-operations
        purpose: the owner's database team looks at databases
        services: [rds, logs]
        sessionMinutes: 60
        subjects: ["arn:aws:iam::777788889999:role/database-team"]
`;

describe('atoll iam show', () => {
  it('says in words and documents what the Deployment role may do', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['iam', 'show', REGION, '--role', 'deployment']);

    expect(stdout).toContain(`Deployment role (deployment): atoll-${REGION}-deployment\n`);
    expect(stdout).toContain('\n    - Make or change users, groups, access keys, passwords');
    expect(stdout).toContain('"Sid": "OwnersOnly"');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('gives all roles as JSON, also those of the region, with size and limit of each document', async () => {
    using repo = createTemporaryRepo();
    repo.edit(`regions/${REGION}/region.yaml`, '\nspec:\n', `\nspec:${ROLE}`);

    const { code, stdout } = await repo.run(['iam', 'show', REGION, '-o', 'json']);
    const { region, roles } = JSON.parse(stdout) as {
      readonly region: string;
      readonly roles: readonly {
        readonly name: string;
        readonly documents: readonly { readonly size: number; readonly limit: number }[];
      }[];
    };

    expect(region).toBe(REGION);
    expect(roles.map(({ name }) => name).slice(0, 5)).toEqual([
      'deployment',
      'read-only-operations',
      'elevated-operations',
      'limited-administrator',
      'database-reader-access',
    ]);
    expect(roles.flatMap(({ documents }) => documents).filter(({ size, limit }) => size > limit)).toEqual([]);
    expect(code).toBe(0);
  });

  it('names the nearest role for one that is not there', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['iam', 'show', REGION, '--role', 'karpentre']);

    expect(stderr).toBe(
      `Region ${REGION} has no role "karpentre"; did you mean karpenter?\n(ERR_IAM_ROLE)\n`,
    );
    expect([code, stdout]).toEqual([1, '']);
  });
});

describe('spec.access.roles', () => {
  it('refuses what would widen a role, at its place', async () => {
    using repo = createTemporaryRepo();
    repo.edit(
      `regions/${REGION}/region.yaml`,
      '\nspec:\n',
      `\nspec:${ROLE.replace('[rds, logs]', '[rds, secretsmanager]')}`,
    );

    const { code, stdout, stderr } = await repo.run(['iam', 'lint', REGION]);

    expect(stdout).toMatch(
      /^regions\/aws-us-east-1\/region\.yaml:\d+:\d+ spec\.access\.roles\[0\]\.services\[1\]: secretsmanager would widen read-only-operations, which has ec2, /,
    );
    expect([code, stderr]).toEqual([1, '']);
  });
});

describe('atoll iam diff', () => {
  it('says between two revisions which role comes, and which objects need more', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    config.edit(`regions/${REGION}/region.yaml`, '\nspec:\n', `\nspec:${ROLE}`);
    fleet.commit('Add a role');

    const { code, stdout } = await config.run(['iam', 'diff', REGION, 'HEAD~1..HEAD']);
    const json = await config.run(['iam', 'diff', REGION, 'HEAD..HEAD~1', '-o', 'json']);
    const same = await config.run(['iam', 'diff', REGION]);

    expect(stdout).toMatch(/^aws-us-east-1, HEAD~1 to HEAD: needs \+0 -0, grants \+\d+ -0\n/);
    expect(stdout).toContain('  + database-reader-access: Allow rds:Describe* on *\n');
    expect(stdout).toContain(
      '  + trust of database-reader-access: Allow sts:AssumeRole for arn:aws:iam::777788889999:role/database-team if ',
    );
    expect(stdout).not.toContain('+ database-reader-access: Allow ec2:');
    expect(JSON.parse(json.stdout)).toMatchObject({
      region: REGION,
      from: 'HEAD',
      to: 'HEAD~1',
      grantsAdded: [],
    });
    expect(same.stdout).toBe(
      `${REGION}, HEAD to working tree: nothing changes in what its roles need and may do.\n`,
    );
    expect(code).toBe(0);
  });

  it('names the objects for which a private region needs more than an open one', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    const file = 'regions/aws-us-west-2/region.yaml';
    config.edit(file, '  network:\n', '  bootstrap: manual\n  network:\n    exposure: private\n');

    const { stdout } = await config.run(['iam', 'diff', 'aws-us-west-2', '--base', 'HEAD']);

    expect(stdout).toContain(
      '  + deployment needs ec2:CreateNatGateway, for NATGateway atoll-aws-us-west-2-nat\n',
    );
  });

  it.each([
    [['HEAD'], 64, 'error: HEAD is not two revisions, such as v1.4.0..v1.5.0\n'],
    [['HEAD~7..HEAD'], 1, 'ERR_IAM_REVISION'],
  ])('refuses %j', async (words, expected, message) => {
    using fleet = createTemporaryGitFleet();

    const { code, stderr } = await fleet.config.run(['iam', 'diff', REGION, ...words]);

    expect(stderr).toContain(message);
    expect(code).toBe(expected);
  });
});

describe('atoll iam lint', () => {
  it('finds nothing to mend in the examples, and lists what nothing rendered needs', async () => {
    using repo = createTemporaryRepo();

    const text = await repo.run(['iam', 'lint', '--all']);
    const json = await repo.run(['iam', 'lint', REGION, '-o', 'json']);

    expect(text.stdout).toMatch(
      /^aws-eu-central-1: \d+ needs looked at, all allowed\n {2}unused by what is rendered: ec2:Accept\* /,
    );
    expect(JSON.parse(json.stdout)).toMatchObject({
      regions: [{ region: REGION, missing: [], findings: [], problems: [] }],
    });
    expect([text.code, json.code]).toEqual([0, 0]);
  });

  it('wants names or --all', async () => {
    using repo = createTemporaryRepo();

    const { code, stderr } = await repo.run(['iam', 'lint']);

    expect(stderr).toContain('error: name regions, or ask for --all\n');
    expect(code).toBe(64);
  });
});
