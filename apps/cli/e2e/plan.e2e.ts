import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';

/** Saturday noon: outside the maintenance window of the region in the east. */
const OUTSIDE = ['--at', '2026-11-21T12:00:00Z'];

describe('atoll plan', () => {
  it('compares uncommitted changes with HEAD, names the base and ends with 2 for a restart', async () => {
    using repo = createCommittedRepo();
    repo.edit(EAST, 'size: large', 'size: xlarge');

    const { code, stdout, stderr } = await repo.run(['plan', ...OUTSIDE]);

    expect(stdout).toMatch(
      /^Plan: 1 region changed: disruptive\.\nCompared with HEAD \([0-9a-f]{12}\): regions\/ has changes that are not committed\. As of 2026-11-21T12:00:00\.000Z\.\n/,
    );
    expect(stdout).toContain('~ spec.forProvider.instanceClass: "db.r6g.2xlarge" → "db.r6g.4xlarge"');
    expect(stdout).toContain(
      'outside the maintenance window (sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z)',
    );
    expect(stderr).toBe('');
    expect(code).toBe(2);
  });

  it('is safe and ends with 0 for the same change inside the maintenance window', async () => {
    using repo = createCommittedRepo();
    repo.edit(EAST, 'size: large', 'size: xlarge');

    const { code, stdout } = await repo.run(['plan', '--at', '2026-11-22T03:10:00Z']);

    expect(stdout).toContain('inside the maintenance window');
    expect(code).toBe(0);
  });

  it('says that nothing changes for a comment, and writes nothing', async () => {
    using repo = createCommittedRepo();
    repo.edit(EAST, 'spec:\n', 'spec: # the east\n');

    const { code, stdout } = await repo.run(['plan']);

    expect(stdout.split('\n')[0]).toBe('Plan: Nothing changes.');
    expect(code).toBe(0);
    expect(git(repo, 'status', '--porcelain')).toBe(`M ${EAST}`);
    expect(repo.has('deploy')).toBe(false);
  });

  it('compares a branch with the place where it left main', async () => {
    using repo = createCommittedRepo();
    git(repo, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    git(repo, 'checkout', '-qb', 'change');
    repo.edit(EAST, 'retentionDays: 14', 'retentionDays: 20');
    commit(repo, 'more backups');
    repo.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    commit(repo, 'more room');

    const { stdout } = await repo.run(['plan', ...OUTSIDE]);

    expect(stdout).toMatch(
      /^Plan: 2 regions changed: safe\.\nCompared with origin\/main \([0-9a-f]{12}\): where this branch left origin\/main\./,
    );
  });

  it('compares main with the commit before, and any revision that it is given', async () => {
    using repo = createCommittedRepo();
    git(repo, 'tag', 'v1');
    for (const days of ['15', '16']) {
      repo.edit(EAST, /retentionDays: \d+/.exec(read(repo, EAST))?.[0] ?? '', `retentionDays: ${days}`);
      commit(repo, days);
    }

    const [before, tagged] = [await repo.run(['plan']), await repo.run(['plan', '--base', 'v1'])];

    expect(before.stdout).toContain('backupRetentionPeriod: 15 → 16');
    expect(before.stdout).toContain('Compared with HEAD~1 (');
    expect(tagged.stdout).toContain('backupRetentionPeriod: 14 → 16');
    expect(tagged.stdout).toContain('Compared with v1 (');
  });

  it('prints one document of JSON with everything in it', async () => {
    using repo = createCommittedRepo();
    repo.edit(EAST, 'retentionDays: 14', 'retentionDays: 10');

    const { code, stdout } = await repo.run(['plan', '-o', 'json', ...OUTSIDE]);

    expect(JSON.parse(stdout)).toMatchObject({
      base: { revision: 'HEAD' },
      at: '2026-11-21T12:00:00.000Z',
      risk: 'destructive',
      regions: [
        {
          name: 'aws-us-east-1',
          action: 'changed',
          stages: [
            {
              folder: 'control-plane/aws-us-east-1/persistence',
              objects: [
                {
                  kind: 'Instance',
                  fields: [{ path: 'spec.forProvider.backupRetentionPeriod', from: 14, to: 10 }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('prints the comment of a pull request, which begins with its marker', async () => {
    using repo = createCommittedRepo();
    repo.remove('regions/aws-us-west-2');

    const { code, stdout } = await repo.run(['plan', '-o', 'markdown', ...OUTSIDE]);

    expect(stdout).toMatch(/^<!-- atoll-plan -->\n\n## Atoll plan: 1 region destroyed: destructive\.\n/);
    expect(stdout).toContain('lost: the database atoll-aws-us-west-2-db with its data and backups');
    expect(stdout.length).toBeLessThan(65_536);
    expect(code).toBe(2);
  });

  it('plans the other regions when one is broken, tells where, and ends with 1', async () => {
    using repo = createCommittedRepo();
    repo.edit(WEST, 'size: small', 'size: smal');
    repo.edit(EAST, 'retentionDays: 14', 'retentionDays: 20');

    const { code, stdout } = await repo.run(['plan', ...OUTSIDE]);

    expect(stdout).toContain(`\nhead: ${WEST}:15:11 spec.persistence.size: `);
    expect(stdout).toContain('backupRetentionPeriod: 14 → 20');
    expect(code).toBe(1);
  });

  it('shows the problems of a base that was broken', async () => {
    using repo = createCommittedRepo();
    repo.edit(WEST, 'size: small', 'size: smal');
    commit(repo, 'broken');
    repo.edit(WEST, 'size: smal', 'size: small');

    const { code, stdout } = await repo.run(['plan']);

    expect(stdout).toContain(`\nbase: ${WEST}:15:11 spec.persistence.size: `);
    expect(code).toBe(1);
  });

  it('creates everything when nothing is committed yet', async () => {
    using repo = createTemporaryRepo();
    git(repo, 'init', '-q');

    const { code, stdout } = await repo.run(['plan', ...OUTSIDE]);

    expect(stdout).toMatch(
      /^Plan: 3 regions created: safe\.\nCompared with nothing: nothing is committed yet, so every region is new\./,
    );
    expect(code).toBe(0);
  });

  it('names the remedy for a revision that this clone does not have', async () => {
    using repo = createCommittedRepo();

    const { code, stdout, stderr } = await repo.run(['plan', '--base', 'nowhere']);

    expect(stderr).toContain(
      '--base nowhere: this clone has no such commit; fetch it with `git fetch origin`, or correct the name.',
    );
    expect(stderr).toContain('ERR_PLAN_BASE');
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('names the remedy for a shallow clone', async () => {
    using repo = createCommittedRepo();
    repo.edit(EAST, 'retentionDays: 14', 'retentionDays: 20');
    commit(repo, 'second');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repo.root}`, repo.path('shallow')]);

    const { code, stderr } = await repo.run(['plan'], { cwd: 'shallow' });

    expect(stderr).toContain('this clone has only its newest commit');
    expect(stderr).toContain('fetch-depth: 0');
    expect(code).toBe(1);
  });

  it('takes no revision for an option of Git', async () => {
    using repo = createCommittedRepo();

    const { code, stderr } = await repo.run(['plan', '--base=--help']);

    expect(stderr).toContain('--base --help: this clone has no such commit');
    expect(code).toBe(1);
  });

  it('says that a folder outside Git has nothing to compare with', async () => {
    using repo = createTemporaryRepo();

    const { code, stderr } = await repo.run(['plan'], {
      environment: { GIT_CEILING_DIRECTORIES: repo.root },
    });

    expect(stderr).toContain('ERR_PLAN_NO_GIT');
    expect(code).toBe(1);
  });

  it('works in a linked work tree and in a folder below the top of the repository', async () => {
    using repo = createCommittedRepo();
    git(repo, 'worktree', 'add', '-q', repo.path('linked'));

    const run = await repo.run(['plan'], { cwd: 'linked' });

    expect(run.stdout).toContain('Compared with nothing: there is one commit only, so every region is new.');
  });
});

function createCommittedRepo(): TemporaryRepo {
  const repo = createTemporaryRepo();
  git(repo, 'init', '-q', '-b', 'main');
  commit(repo, 'first');
  return repo;
}

function commit(repo: TemporaryRepo, message: string): void {
  git(repo, 'add', '-A', 'regions');
  git(repo, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', message);
}

function git(repo: TemporaryRepo, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', repo.root, ...words], { encoding: 'utf8' }).trim();
}

function read(repo: TemporaryRepo, path: string): string {
  return readFileSync(repo.path(path), 'utf8');
}
