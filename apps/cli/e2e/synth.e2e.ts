import { execFileSync } from 'node:child_process';
import type { SynthReport } from '@atoll/synth-run';
import { describe, expect, it } from 'vitest';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const WEST = 'regions/aws-us-west-2/region.yaml';

/** Where a terminal begins a colour, or a progress line rewrites itself. */
const TERMINAL_CODES = /[\u001b\r]/;

function listFiles(repo: TemporaryRepo): readonly string[] {
  const args = ['-C', repo.path('deploy'), 'ls-tree', '-r', '--name-only', 'main'];
  return execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n');
}

describe('atoll synth', () => {
  it('renders the examples, says how many objects they have, and what comes next', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['synth'], { environment: { FORCE_COLOR: '1' } });

    const objects = /^3 regions, (\d+) objects; 3 rendered in \d+\.\d s\.$/m.exec(stdout)?.[1];
    const manifests = listFiles(repo).filter((file) => !/^clusters\/|atoll\.json$/.test(file));
    expect(Number(objects)).toBe(manifests.length);
    expect(stdout).toMatch(/^  aws-us-east-1 {5}\d+ objects, files \+\d+$/m);
    expect(stdout).toMatch(
      /^Committed [0-9a-f]{12} to deploy \(main and cluster\/main, (?:region\/[a-z0-9-]+(?:, )?){3}\)\.$/m,
    );
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      "Next: git -C deploy show --stat, then push deploy to where the control cluster's Flux pulls from.",
    );
    expect(stdout + stderr).not.toMatch(TERMINAL_CODES);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('works in any folder of the repository, and says when nothing changed', async () => {
    using repo = createTemporaryRepo();
    await repo.run(['synth'], { cwd: 'regions/aws-us-east-1' });

    const { code, stdout } = await repo.run(['synth'], { cwd: 'deploy/regions' });

    expect(stdout).toMatch(
      /^3 regions, \d+ objects; 0 rendered in \d+\.\d s\.\nNothing changed: no commit\.\nNext: /m,
    );
    expect(repo.has('regions/aws-us-east-1/deploy')).toBe(false);
    expect(repo.has('deploy/deploy')).toBe(false);
    expect(code).toBe(0);
  });

  it('gives the report as JSON', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['synth', '-o', 'json']);
    const report = JSON.parse(stdout) as SynthReport;

    expect(report.regions.map(({ name, outcome }) => `${name} ${outcome}`)).toStrictEqual([
      'aws-eu-central-1 rendered',
      'aws-us-east-1 rendered',
      'aws-us-west-2 rendered',
    ]);
    expect(report.problems).toStrictEqual([]);
    expect(report.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('ends with 1 when a region is broken, and renders the others', async () => {
    using repo = createTemporaryRepo();
    repo.edit(WEST, '  cloud: aws\n', '  cloud: awz\n');

    const { code, stdout, stderr } = await repo.run(['synth']);

    expect(stdout).toMatch(new RegExp(`^${WEST}:8:10 spec\\.cloud: `));
    expect(stdout).toContain('Not rendered, the last rendering stays: aws-us-west-2.\n');
    expect(stdout).toMatch(/^3 regions, \d+ objects; 2 rendered in /m);
    expect(stdout).toContain('Next: mend what is named above and run it again.\n');
    expect(listFiles(repo).some((file) => file.startsWith('control-plane/aws-us-west-2/'))).toBe(false);
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('keeps a region that was removed until its deletion is allowed', async () => {
    using repo = createTemporaryRepo();
    await repo.run(['synth']);
    repo.remove('regions/aws-us-west-2');

    const kept = await repo.run(['synth']);
    const deleted = await repo.run(['synth', '--allow-delete', 'aws-us-west-2']);

    expect(kept.stdout).toContain(
      'aws-us-west-2 is configured no more; its manifests stay. To delete them: --allow-delete aws-us-west-2\n',
    );
    expect(deleted.stdout).toMatch(/^  aws-us-west-2  deleted, \d+ files$/m);
    expect([kept.code, deleted.code]).toStrictEqual([2, 0]);
    expect(listFiles(repo).filter((file) => file.includes('us-west-2'))).toStrictEqual([]);
  });

  it('writes the deploy repository to another folder, relative to where it runs', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout } = await repo.run(['synth', '--deploy', 'out'], { cwd: 'regions' });

    expect(stdout).toMatch(/^Committed [0-9a-f]{12} to out \(/m);
    expect(repo.has('regions/out/.git')).toBe(true);
    expect(code).toBe(0);
  });
});
