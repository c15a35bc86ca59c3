import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AtollRun } from './testing/run-atoll.ts';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const REGION = 'aws-us-west-2';
const CHECKLIST = `regions/${REGION}/DECOMMISSION.md`;

function git(repo: TemporaryRepo, ...words: readonly string[]): string {
  const identity = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
  const env = { PATH: process.env['PATH'], HOME: repo.root };
  return execFileSync('git', [...identity, ...words], { cwd: repo.root, env, encoding: 'utf8' });
}

function commit(repo: TemporaryRepo, message: string): void {
  git(repo, 'add', '--all', 'regions');
  git(repo, 'commit', '--quiet', '--message', message);
}

/** Ticks every box before the removal. */
function tick(repo: TemporaryRepo): void {
  const [before = '', after = ''] = readFileSync(repo.path(CHECKLIST), 'utf8').split('## After the removal');
  repo.write(CHECKLIST, `${before.replaceAll('- [ ]', '- [x]')}## After the removal${after}`);
}

function createGitRepo(): TemporaryRepo {
  const repo = createTemporaryRepo();
  git(repo, 'init', '--quiet', '--initial-branch', 'main');
  commit(repo, 'fleet');
  return repo;
}

async function run(repo: TemporaryRepo, ...options: readonly string[]): Promise<AtollRun> {
  return await repo.run(['region', 'decommission', REGION, ...options]);
}

describe('atoll region decommission', () => {
  it('leaves a region in two commits, and its manifests only with a leave for that', async () => {
    using repo = createGitRepo();
    await repo.run(['synth']);

    const first = await run(repo);
    commit(repo, 'leave: plan');
    tick(repo);
    commit(repo, 'leave: done');
    const second = await run(repo, '--allow-delete');
    commit(repo, 'leave: removal');
    const kept = await repo.run(['synth']);
    const deleted = await repo.run(['synth', '--allow-delete', REGION]);

    expect(first.stdout).toMatch(`${CHECKLIST} written.\nNext: commit it,`);
    expect(second.stdout).toMatch(`regions/${REGION} removed; nothing in the cloud was.\n`);
    expect(repo.has(`regions/${REGION}`)).toBe(false);
    expect([first.code, second.code, kept.code, deleted.code]).toStrictEqual([0, 0, 2, 0]);
    expect(git(repo, 'show', `HEAD~1:${CHECKLIST}`)).toContain('- [x] last snapshot of the database');
    expect(repo.has(`deploy/control-plane/${REGION}`)).toBe(false);
  });

  it('says all of the plan without writing anything', async () => {
    using repo = createGitRepo();

    const { code, stdout, stderr } = await run(repo, '--plan');

    expect(stdout).toMatch(/^# Leaving region aws-us-west-2\n/);
    expect(stdout.match(/^### \d\. Stage .*$/gm)).toStrictEqual([
      '### 1. Stage bootstrap',
      '### 2. Stage backup',
      '### 3. Stage dns',
      '### 4. Stage persistence',
      '### 5. Stage cluster',
      '### 6. Stage network',
      '### 7. Stage identity',
    ]);
    expect([code, stderr, git(repo, 'status', '--porcelain')]).toStrictEqual([0, '', '']);
  });

  it('names every object of the region once, and says of each what becomes of it', async () => {
    using repo = createGitRepo();

    const { stdout } = await run(repo, '--plan', '-o', 'json');
    await repo.run(['render', REGION, '--out', 'out']);

    const { plan } = JSON.parse(stdout);
    const objects: readonly { object: string; fate: string }[] = plan.stages.flatMap(
      (stage: { objects: readonly unknown[] }) => stage.objects,
    );
    const files = execFileSync(
      'find',
      ['out', '-path', `*/control-plane/${REGION}/*/*.yaml`, '-not', '-path', '*/flux/*'],
      {
        cwd: repo.root,
        encoding: 'utf8',
      },
    );
    expect(objects.length).toBe(files.trim().split('\n').length);
    expect(new Set(objects.map(({ object }) => object)).size).toBe(objects.length);
    expect(
      objects.filter(({ object }) => /^configmap/.test(object)).map(({ object }) => object),
    ).toStrictEqual(['configmap/atoll-agent', 'configmap/atoll-guard']);
    expect(
      objects.find(({ object }) => object === 'instance.v1beta1.rds.aws.m.upbound.io/atoll-aws-us-west-2-db'),
    ).toStrictEqual({
      object: 'instance.v1beta1.rds.aws.m.upbound.io/atoll-aws-us-west-2-db',
      fate: 'kept',
      loss: 'the database atoll-aws-us-west-2-db with its data and backups',
    });
  });

  it('does not change what is rendered, or what is valid', async () => {
    using repo = createGitRepo();
    await repo.run(['synth']);

    await run(repo);
    const validated = await repo.run(['validate']);
    const synthesized = await repo.run(['synth', '-o', 'json']);

    expect(validated.stdout).toBe('3 regions, 3 valid. Next: npx nx run synth\n');
    expect(JSON.parse(synthesized.stdout).commit).toBeUndefined();
  });

  it('refuses the removal without the first commit, and keeps everything', async () => {
    using repo = createGitRepo();

    const { code, stdout, stderr } = await run(repo, '--allow-delete');

    expect(stderr).toBe(
      `${CHECKLIST} is missing, the first of the two commits: npx atoll region decommission ${REGION}.\nNothing was removed.\n`,
    );
    expect([code, stdout, git(repo, 'status', '--porcelain')]).toStrictEqual([2, '', '']);
  });

  it('refuses the removal while boxes are open or something is not committed', async () => {
    using repo = createGitRepo();
    await run(repo);

    const { code, stderr } = await run(repo, '--allow-delete');

    expect(stderr).toContain(
      `${CHECKLIST} has 12 open boxes before the removal: The owner agrees, and no project serves`,
    );
    expect(stderr).toContain(
      `regions/${REGION} is not committed as it is, so its removal could not be undone; commit it.\n`,
    );
    expect(code).toBe(2);
    expect(repo.has(`regions/${REGION}/region.yaml`)).toBe(true);
  });

  it('refuses the removal with a checklist about another state of the region, and keeps ticks when it is written again', async () => {
    using repo = createGitRepo();
    await run(repo);
    tick(repo);
    repo.edit(
      `regions/${REGION}/region.yaml`,
      '  persistence:\n',
      '  encryption:\n    keys: managed\n  persistence:\n',
    );
    commit(repo, 'leave: done, and one more change');

    const refused = await run(repo, '--allow-delete');
    await run(repo);
    const again = readFileSync(repo.path(CHECKLIST), 'utf8');

    expect(refused.stderr).toContain(
      `${CHECKLIST} is not about the region as it is now; write it again, the ticks stay`,
    );
    expect(refused.code).toBe(2);
    expect(again).toContain('| key atoll-aws-us-west-2-key |');
    expect(again).toContain('- [x] rows of the database:');
    // Its note says now that the snapshot needs another key: nobody has ticked that.
    expect(again).toContain(
      '- [ ] last snapshot of the database: When no service writes any more. It is encrypted with the key',
    );
  });

  it('knows nothing of a region that is not there', async () => {
    using repo = createGitRepo();

    const { code, stderr } = await repo.run(['region', 'decommission', 'aws-us-west-3']);

    expect(stderr).toContain('did you mean aws-us-west-2?');
    expect(code).toBe(1);
  });
});
