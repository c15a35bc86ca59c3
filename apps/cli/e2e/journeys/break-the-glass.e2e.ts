import { describe, expect, it } from 'vitest';
import { createTemporaryGitFleet } from '../testing/temporary-git-fleet.ts';

const REGION = 'aws-us-west-2';
const TRUST = `control-plane/${REGION}/identity/region-${REGION}.role.atoll-${REGION}-limited-administrator.yaml`;
const ALICE = 'arn:aws:iam::444455556666:role/alice';

const ASKED = [
  ...['access', 'grant', REGION, '--role', 'limited-administrator', '--for', '1h'],
  ...['--person', 'alice@example.com', '--subject', ALICE],
  ...['--reason', 'the database does not answer', '--ticket', 'INC-42'],
];

function at(time: string): readonly string[] {
  return ['--at', `2030-10-01T${time}:00Z`];
}

describe('journey 14: somebody breaks the glass', () => {
  it('needs a second person, is published with its end, ends by itself, vanishes, and is told in the report', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    const publish = (time: string) => config.run(['publish', '--repo', fleet.deploy, ...at(time)]);
    await publish('07:00');
    const closed = fleet.gitDeploy('show', `main:${TRUST}`);

    const alone = await config.run([...ASKED, ...at('08:00')]);
    expect(alone.code).toBe(2);
    expect(alone.stdout + alone.stderr).toContain('approver');
    const granted = await config.run([...ASKED, '--approver', 'bob@example.com', ...at('08:00')]);
    expect(granted.code).toBe(0);

    const planned = await config.run(['plan', ...at('08:00')]);
    expect(planned.stdout).toContain('limited-administrator');
    fleet.commit('INC-42: let alice in');
    const opened = await publish('08:01');
    const open = fleet.gitDeploy('show', `main:${TRUST}`);
    expect(opened.code).toBe(0);
    expect(open).toContain(ALICE);
    expect(open).toContain('"aws:CurrentTime": "2030-10-01T09:00:00Z"');

    const live = await config.run(['access', 'list', ...at('08:30')]);
    expect(live.stdout).toContain('inc-42');
    const idle = await publish('08:59');
    expect(idle.stdout).toContain('Nothing changed');
    const ended = await publish('09:00');
    expect(ended.code).toBe(0);
    expect(fleet.gitDeploy('show', `main:${TRUST}`)).toBe(closed);

    const report = await config.run(['access', 'report', '-o', 'json', ...at('10:00')]);
    const { grants } = JSON.parse(report.stdout) as { readonly grants: readonly object[] };
    expect(JSON.stringify(grants)).toContain('INC-42');
    expect(JSON.stringify(grants)).toContain('bob@example.com');
    expect(fleet.gitDeploy('fsck', '--strict')).toBe('');
  });
});
