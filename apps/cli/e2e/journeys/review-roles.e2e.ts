import { describe, expect, it } from 'vitest';
import { createTemporaryGitFleet } from '../testing/temporary-git-fleet.ts';

const REGION = 'aws-us-east-1';
const FILE = `regions/${REGION}/region.yaml`;

const AUDITORS = `  access:
    roles:
      - name: audit-access
        from: read-only-operations
        purpose: Looks at databases and logs for the yearly audit.
        services: [rds, logs]
        subjects:
          - arn:aws:iam::999999999999:role/auditors
        sessionMinutes: 60
`;

describe('journey 3: infosec reviews the roles, before the first day and at every release', () => {
  it('goes from the roles in words over a lint to what a release changes, and refuses more than the table', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    fleet.git('tag', 'v1');

    const shown = await config.run(['iam', 'show', REGION, '--role', 'deployment']);
    const all = await config.run(['iam', 'show', REGION, '-o', 'json']);
    const lint = await config.run(['iam', 'lint', '--all']);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('"secretsmanager:');
    expect(all.stdout).toContain('"name":"limited-administrator"');
    expect([lint.code, lint.stderr]).toStrictEqual([0, '']);

    config.edit(FILE, '  cloud: aws\n', `  cloud: aws\n${AUDITORS}`);
    fleet.commit('Let auditors look');
    fleet.git('tag', 'v2');
    const delta = await config.run(['iam', 'diff', REGION, 'v1..v2']);
    const same = await config.run(['iam', 'diff', REGION, 'v2..v2']);
    expect(delta.code).toBe(0);
    expect(delta.stdout).toContain('audit-access');
    expect(delta.stdout).toContain('rds:Describe*');
    expect(same.stdout).not.toContain('audit-access');

    config.edit(FILE, 'services: [rds, logs]', 'services: [rds, secretsmanager]');
    const widened = await config.run(['validate']);
    expect(widened.code).toBe(1);
    expect(widened.stdout).toMatch(
      new RegExp(`^${FILE}:\\d+:\\d+ spec\\.access\\.roles.*secretsmanager`, 'm'),
    );
  });
});
