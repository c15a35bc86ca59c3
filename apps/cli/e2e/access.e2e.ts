import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../src/access/access-report.ts';
import type { AccessList } from '../src/json-outputs.ts';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const REGION = 'aws-us-west-2';
const FILE = `regions/${REGION}/access/inc-42.yaml`;
const TRUST = `control-plane/${REGION}/identity/region-${REGION}.role.atoll-${REGION}-limited-administrator.yaml`;
const ALICE = 'arn:aws:iam::444455556666:role/alice';

const BREAK_GLASS = [
  ...['access', 'grant', REGION, '--role', 'limited-administrator'],
  ...['--person', 'alice@example.com', '--subject', ALICE],
  ...['--reason', 'the database does not answer', '--ticket', 'INC-42'],
];

const APPROVED = [...BREAK_GLASS, '--approver', 'bob@example.com', '--for', '2h'];

function at(time: string): readonly string[] {
  return ['--at', `2026-10-01T${time}:00Z`];
}

function git(repo: TemporaryRepo, folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', repo.path(folder), ...args], { encoding: 'utf8' }).trim();
}

function commit(repo: TemporaryRepo, name: string, time: string, message: string): void {
  const env = {
    ...process.env,
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: `${name}@example.com` },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: `${name}@example.com` },
    ...{ GIT_AUTHOR_DATE: `2026-10-01T${time}:00Z`, GIT_COMMITTER_DATE: `2026-10-01T${time}:00Z` },
  };
  execFileSync('git', ['-C', repo.root, 'add', '--all', 'regions'], { env });
  execFileSync('git', ['-C', repo.root, 'commit', '-q', '-m', message], { env });
}

function showTrust(repo: TemporaryRepo): string {
  return git(repo, 'deploy', 'show', `main:${TRUST}`);
}

async function report(repo: TemporaryRepo, ...words: readonly string[]): Promise<AccessReport> {
  const { stdout, stderr } = await repo.run(['access', 'report', '-o', 'json', ...words]);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as AccessReport;
}

describe('breaking the glass', () => {
  it('goes from a grant over the trust policy to its end, which needs no commit, and to the report', async () => {
    using repo = createTemporaryRepo();
    git(repo, '', 'init', '-q', '-b', 'main');
    commit(repo, 'alice', '07:00', 'fleet');
    await repo.run(['synth', ...at('07:30')]);
    const before = showTrust(repo);

    const granted = await repo.run([...APPROVED, ...at('08:00')]);
    commit(repo, 'bob', '08:05', 'INC-42: let alice in');
    const valid = await repo.run(['validate', ...at('08:05')]);
    const during = await repo.run(['synth', ...at('08:06')]);
    const trust = showTrust(repo);
    const idle = await repo.run(['synth', ...at('09:59')]);
    const after = await repo.run(['synth', ...at('10:00')]);
    const told = await report(repo, ...at('11:00'));

    expect(granted.stdout.split('\n').slice(0, 2)).toStrictEqual([
      `alice@example.com gets limited-administrator of ${REGION} from 2026-10-01T08:00:00Z to 2026-10-01T10:00:00Z, approved by bob@example.com.`,
      `  ${FILE}`,
    ]);
    expect(granted.stdout).toContain('Next: commit the file and open a pull request');
    expect(granted.stdout).toContain(' --role-session-name inc-42 ');
    expect([granted, valid, during, idle, after].map(({ code }) => code)).toStrictEqual([0, 0, 0, 0, 0]);
    expect(trust).toContain(ALICE);
    expect(trust).toContain('"aws:CurrentTime": "2026-10-01T10:00:00Z"');
    expect(idle.stdout).toContain('Nothing changed: no commit.');
    expect(showTrust(repo)).toBe(before);
    expect(told.history).toBe('complete');
    expect(told.grants).toHaveLength(1);
    expect(told.grants[0]).toMatchObject({
      ...{ region: REGION, id: 'inc-42', state: 'past', role: 'limited-administrator' },
      ...{ person: 'alice@example.com', identity: ALICE, approvers: ['bob@example.com'] },
      ...{ reason: 'the database does not answer', ticket: 'INC-42' },
      ...{ from: '2026-10-01T08:00:00Z', startedAt: '2026-10-01T08:05:00Z', endedAt: '2026-10-01T10:00:00Z' },
      ...{ isPresent: true, isCommitted: true },
    });
    expect(told.grants[0]?.changes).toMatchObject([
      { kind: 'added', writtenBy: 'bob <bob@example.com>', subject: 'INC-42: let alice in' },
    ]);
    expect(told.grants[0]?.audit[0]).toContain('AttributeKey=Username,AttributeValue=inc-42');
  });

  it('ends at once when it is revoked, and the report knows until when it lasted', async () => {
    using repo = createTemporaryRepo();
    git(repo, '', 'init', '-q', '-b', 'main');
    await repo.run([...APPROVED, ...at('08:00')]);
    commit(repo, 'bob', '08:00', 'let alice in');
    const text = readFileSync(repo.path(FILE), 'utf8');
    repo.write(FILE, text.replace('spec:\n', 'spec: # asked for by phone\n'));

    const revoked = await repo.run(['access', 'revoke', REGION, 'inc-42', ...at('09:00')]);
    commit(repo, 'carol', '09:07', 'that is enough');
    const again = await repo.run(['access', 'revoke', REGION, 'inc-42', ...at('09:10')]);

    expect(revoked.stdout).toContain(`has limited-administrator of ${REGION} until 2026-10-01T09:00:00Z.`);
    expect(readFileSync(repo.path(FILE), 'utf8')).toBe(
      text.replace('spec:\n', 'spec: # asked for by phone\n').replace('T10:00:00Z', 'T09:00:00Z'),
    );
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('ERR_ACCESS_OVER') as string });
    const [grant] = (await report(repo, ...at('12:00'))).grants;
    expect(grant).toMatchObject({
      state: 'past',
      endedAt: '2026-10-01T09:07:00Z',
      until: '2026-10-01T09:00:00Z',
    });
    expect(grant?.changes.map(({ kind, until }) => `${kind} ${until}`)).toStrictEqual([
      'added 2026-10-01T10:00:00Z',
      'changed 2026-10-01T09:00:00Z',
    ]);
  });

  it('leaves a record when the grant never began, or when somebody deleted its file', async () => {
    using repo = createTemporaryRepo();
    git(repo, '', 'init', '-q', '-b', 'main');
    await repo.run([...APPROVED, '--from', '2026-10-02T08:00:00Z', '--id', 'early', ...at('08:00')]);
    await repo.run([...APPROVED, ...at('08:00')]);
    commit(repo, 'bob', '08:00', 'two grants');
    const revoked = await repo.run(['access', 'revoke', REGION, 'early', ...at('08:30')]);
    repo.remove(FILE);
    commit(repo, 'mallory', '09:00', 'clean up');

    const told = await report(repo, ...at('12:00'));
    const text = await repo.run(['access', 'report', ...at('12:00')]);

    expect(revoked.stdout).toContain('never had it');
    expect(existsSync(repo.path(`regions/${REGION}/access/early.yaml`))).toBe(false);
    expect(
      told.grants.map(({ id, state, startedAt, endedAt }) => `${id} ${state} ${startedAt} ${endedAt}`),
    ).toStrictEqual(['inc-42 past 2026-10-01T08:00:00Z 2026-10-01T09:00:00Z', 'early withdrawn null null']);
    expect(text.stdout).toContain('by mallory <mallory@example.com>: clean up');
    expect(text.stdout).toContain('never in force; granted 2026-10-02T08:00:00Z');
  });
});

describe('atoll access grant', () => {
  it.each([
    [
      'too long a span',
      [...BREAK_GLASS, '--approver', 'bob@example.com', '--for', '13h'],
      2,
      '--for or --until: "2026-10-01T21:00:00Z" makes the grant 13 hours long, 12 hours is the most',
    ],
    [
      'no second person',
      [...BREAK_GLASS, '--for', '1h'],
      2,
      '--approver: "limited-administrator" needs at least one approver who is not "alice@example.com"',
    ],
    [
      'the subject as approver',
      [...BREAK_GLASS, '--approver', 'Alice@example.com', '--for', '1h'],
      2,
      '--approver: "limited-administrator" needs at least one approver',
    ],
    [
      'a role that there is not',
      [...APPROVED, '--role', 'limited-administator'],
      2,
      '--role: region aws-us-west-2 has no role "limited-administator"; did you mean "limited-administrator"?',
    ],
    [
      'no principal',
      [...APPROVED, '--subject', 'alice'],
      2,
      '--subject: expected the ARN of a role, a user, or one session of a role',
    ],
    [
      'a whole account',
      [...APPROVED, '--subject', 'arn:aws:iam::444455556666:root'],
      2,
      '--subject: expected the ARN',
    ],
    [
      'a span that is over',
      [...BREAK_GLASS, '--approver', 'bob@example.com', '--from', '2026-09-01T00:00:00Z', '--for', '1h'],
      2,
      '--for or --until: 2026-09-01T01:00:00Z is over already',
    ],
    ['two ends', [...APPROVED, '--until', '2026-10-01T09:00:00Z'], 64, 'give either --for or --until'],
    ['no end', [...BREAK_GLASS, '--approver', 'bob@example.com'], 64, 'give either --for or --until'],
    [
      'no reason',
      BREAK_GLASS.filter((word) => !/reason|database/.test(word)),
      64,
      "required option '--reason <text>' not specified",
    ],
    [
      'an instant that is none',
      [...APPROVED, '--from', '2026-02-30T00:00:00Z'],
      64,
      'Write an instant in UTC',
    ],
    [
      'a region that there is not',
      APPROVED.map((word) => (word === REGION ? 'aws-us-west-3' : word)),
      1,
      'ERR_REGION_UNKNOWN',
    ],
  ])('refuses %s and writes nothing', async (_, words, exit, message) => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run([...words, ...at('08:00')]);

    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(exit);
    expect(existsSync(repo.path(`regions/${REGION}/access`))).toBe(false);
  });

  it('never writes over a record: a second grant of a ticket has a number', async () => {
    using repo = createTemporaryRepo();
    await repo.run([...APPROVED, ...at('08:00')]);
    const first = readFileSync(repo.path(FILE), 'utf8');

    const second = await repo.run([...APPROVED, ...at('08:30')]);
    const named = await repo.run([...APPROVED, '--id', 'inc-42', ...at('08:30')]);

    expect(second.stdout).toContain('access/inc-42-2.yaml');
    expect(named).toMatchObject({ code: 1, stderr: expect.stringContaining('ERR_ACCESS_EXISTS') as string });
    expect(readFileSync(repo.path(FILE), 'utf8')).toBe(first);
  });

  it('refuses what the trust policy has no room for', async () => {
    using repo = createTemporaryRepo();
    await repo.run([...APPROVED, ...at('08:00')]);
    const text = readFileSync(repo.path(FILE), 'utf8');
    for (const id of ['a-1', 'a-2', 'a-3', 'a-4'])
      repo.write(FILE.replace('inc-42', id), text.replace('name: inc-42', `name: ${id}`));

    const { code, stderr } = await repo.run([...APPROVED, ...at('08:00')]);

    expect(stderr).toMatch(/fit into its trust policy of 2048 characters; revoke one/);
    expect(code).toBe(2);
    expect(existsSync(repo.path(`regions/${REGION}/access/inc-42-2.yaml`))).toBe(false);
  });
});

describe('atoll access list', () => {
  it('tells live, coming and past grants by --at, and the broken files beside', async () => {
    using repo = createTemporaryRepo();
    await repo.run([...APPROVED, ...at('08:00')]);
    repo.write(`regions/aws-us-east-1/access/bad.yaml`, 'kind: AccessGrant\n');

    const states = await Promise.all(
      ['07:59', '09:00', '10:00'].map(async (time) => {
        const { stdout } = await repo.run(['access', 'list', '-o', 'json', ...at(time)]);
        return (JSON.parse(stdout) as AccessList).grants.map(({ id, state }) => `${id} ${state}`);
      }),
    );
    const all = await repo.run(['access', 'list', ...at('09:00')]);
    const one = await repo.run(['access', 'list', REGION, ...at('09:00')]);

    expect(states).toStrictEqual([['inc-42 coming'], ['inc-42 live'], ['inc-42 past']]);
    expect(all.stderr).toContain('regions/aws-us-east-1/access/bad.yaml:');
    expect(all.code).toBe(1);
    expect(one.stdout).toBe(`live (1)
  aws-us-west-2/inc-42  limited-administrator  alice@example.com  2026-10-01T08:00:00Z to 2026-10-01T10:00:00Z  INC-42
coming (0)
past (0)
`);
    expect(one.code).toBe(0);
  });
});

describe('atoll access report', () => {
  it('has the grants of a window, and says when it cannot know the past', async () => {
    using repo = createTemporaryRepo();
    await repo.run([...APPROVED, ...at('08:00')]);

    const inside = await report(
      repo,
      '--from',
      '2026-10-01T09:59:59Z',
      '--to',
      '2026-10-01T10:00:00Z',
      ...at('12:00'),
    );
    const outside = await report(repo, '--from', '2026-10-01T10:00:00Z', ...at('12:00'));
    const before = await report(repo, '--to', '2026-10-01T08:00:00Z', ...at('12:00'));

    expect([inside, outside, before].map(({ grants }) => grants.length)).toStrictEqual([1, 0, 0]);
    expect(inside.history).toBe('none');
    expect(inside.grants[0]).toMatchObject({ isCommitted: false, changes: [] });
    expect(inside.notes).toContain(
      'There is no Git repository here: grants that were deleted, and who wrote any of them, are unknown.',
    );
  });
});
