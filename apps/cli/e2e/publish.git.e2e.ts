import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGitHttpServer } from '@atoll/deploy-repo/testing';
import type { PublishReport } from '@atoll/synth-run';
import { describe, expect, it } from 'vitest';
import { createTemporaryGitFleet } from './testing/temporary-git-fleet.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const TOKEN = 'a-token-that-nobody-may-see';

/** Where a terminal begins a colour, or a progress line rewrites itself. */
const TERMINAL_CODES = /[\u001b\r]/;

describe('atoll publish', () => {
  it('publishes the examples to a bare path, says so, and has nothing to do afterwards', async () => {
    using fleet = createTemporaryGitFleet();

    const first = await fleet.config.run(['publish', '--repo', fleet.deploy]);
    const second = await fleet.config.run(['publish', '--repo', fleet.deploy], {
      cwd: 'regions/aws-us-east-1',
    });

    expect(first.stdout).toMatch(/^3 regions, \d+ objects; 3 rendered in \d+\.\d s\.$/m);
    expect(first.stdout).toMatch(
      /^Published [0-9a-f]{12} to \S+\/deploy\.git \(main and cluster\/main, (?:region\/[a-z0-9-]+(?:, )?){3}\)\.$/m,
    );
    expect(first.stdout).toMatch(/\nNext: nothing; the clusters' Flux pulls it within its interval\.\n$/);
    expect(second.stdout).toMatch(/^Nothing changed: no commit to /m);
    expect([first.stderr, second.stderr, first.code, second.code]).toStrictEqual(['', '', 0, 0]);
    expect(first.stdout + second.stdout).not.toMatch(TERMINAL_CODES);
    expect(fleet.gitDeploy('rev-list', '--count', 'main')).toBe('1');
    expect(readdirSync(fleet.config.path('.cache/atoll/publish'))).toHaveLength(1);
    expect(fleet.config.has('deploy')).toBe(false);
  });

  it('gives the report as JSON', async () => {
    using fleet = createTemporaryGitFleet();

    const { stdout, stderr, code } = await fleet.config.run([
      'publish',
      '--repo',
      fleet.deploy,
      '-o',
      'json',
    ]);
    const report = JSON.parse(stdout) as PublishReport;

    expect([report.commit, report.sourceCommit, report.attempts]).toStrictEqual([
      fleet.gitDeploy('rev-parse', 'main'),
      fleet.git('rev-parse', 'HEAD'),
      1,
    ]);
    expect([stderr, code]).toStrictEqual(['', 0]);
  });

  it('needs a repository, and takes no user or password in its address', async () => {
    using fleet = createTemporaryGitFleet();

    const without = await fleet.config.run(['publish']);
    const secret = await fleet.config.run([
      'publish',
      '--repo',
      `https://robot:${TOKEN}@git.example.com/a.git`,
    ]);

    expect([without.code, without.stderr.split('\n')[0]]).toStrictEqual([
      64,
      "error: required option '--repo <url|path>' not specified",
    ]);
    expect(secret.code).toBe(1);
    expect(secret.stderr).toContain('(ERR_DEPLOY_REPO_URL)');
    expect(secret.stdout + secret.stderr).not.toContain(TOKEN);
  });

  it('ends with 1 for files that are not committed, and names them', async () => {
    using fleet = createTemporaryGitFleet();
    fleet.config.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');

    const { code, stderr } = await fleet.config.run(['publish', '--repo', fleet.deploy]);
    const dirty = await fleet.config.run(['publish', '--repo', fleet.deploy, '--allow-dirty']);

    expect(stderr).toContain(`${EAST} differ from the commit that is checked out`);
    expect([code, dirty.code]).toStrictEqual([1, 0]);
    expect(dirty.stdout).toMatch(
      /^Files under regions\/ differ from commit [0-9a-f]{40}; the trailer says /m,
    );
  });

  it('ends with 2 when a region would be deleted without leave, tells what is lost, and deletes with it', async () => {
    using fleet = createTemporaryGitFleet();
    await fleet.config.run(['publish', '--repo', fleet.deploy]);
    fleet.config.remove('regions/aws-us-west-2');
    fleet.commit('Give up west');

    const refused = await fleet.config.run(['publish', '--repo', fleet.deploy]);
    const deleted = await fleet.config.run([
      ...['publish', '--repo', fleet.deploy],
      ...['--allow-delete', 'aws-us-west-2'],
    ]);

    expect(refused.stdout).toMatch(
      /^  aws-us-west-2 keeps its last rendering; without it the cloud would lose:\n(?: {4}.*\n)+ {4}To let it go: --allow-delete aws-us-west-2$/m,
    );
    expect(deleted.stdout).toMatch(/^  aws-us-west-2  deleted, \d+ files$/m);
    expect(deleted.stdout).toContain('aws-us-west-2: with what was deleted the cloud loses');
    expect([refused.code, deleted.code]).toStrictEqual([2, 0]);
  });

  it('ends with 2 in a freeze that keeps a change back, and with 0 at another time', async () => {
    using fleet = createTemporaryGitFleet();
    await fleet.config.run(['publish', '--repo', fleet.deploy]);
    fleet.config.write(
      'regions/fleet/freezes/year-end.yaml',
      'apiVersion: config.atoll.dev/v1alpha1\nkind: Freeze\nmetadata:\n  name: year-end\nspec:\n  from: "2098-12-20T00:00:00Z"\n  until: "2099-01-04T00:00:00Z"\n  reason: Nobody is there to look.\n',
    );
    fleet.config.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    fleet.commit('In the freeze');
    const words = ['publish', '--repo', fleet.deploy, '--at'];

    const frozen = await fleet.config.run([...words, '2098-12-24T18:00:00Z']);
    const after = await fleet.config.run([...words, '2099-01-04T00:00:00Z']);

    expect(frozen.stdout).toContain(
      '  aws-us-east-1 is frozen until 2099-01-04T00:00:00Z by year-end: Nobody is there to look. (regions/fleet/freezes/year-end.yaml)\n',
    );
    expect(frozen.stdout).toMatch(/\nNext: run it again when the freeze has ended\.\n$/);
    expect([frozen.code, after.code]).toStrictEqual([2, 0]);
  });

  it('publishes over http with a token that stands nowhere', async () => {
    using fleet = createTemporaryGitFleet();
    const server = await startGitHttpServer({ root: fleet.folder, users: { robot: TOKEN } });
    try {
      server.createRepository('hosted.git');
      const words = ['publish', '--repo', `${server.url}/hosted.git`];
      const environment = { ATOLL_GIT_TOKEN: TOKEN, ATOLL_GIT_USERNAME: 'robot', ATOLL_DEBUG: '1' };

      const refused = await fleet.config.run(words);
      const { code, stdout, stderr } = await fleet.config.run(words, { environment });

      expect(refused.stderr).toContain('(ERR_DEPLOY_REPO_AUTH)');
      expect([refused.code, code, stderr]).toStrictEqual([1, 0, '']);
      expect(stdout).toContain(`to ${server.url}/hosted.git (main and `);
      const [clone = ''] = readdirSync(fleet.config.path('.cache/atoll/publish'));
      const config = readFileSync(join(fleet.config.path('.cache/atoll/publish'), clone, 'config'), 'utf8');
      expect(refused.stderr + stdout + config).not.toContain(TOKEN);
      expect(existsSync(join(fleet.folder, 'hosted.git', 'refs/heads/main'))).toBe(true);
    } finally {
      await server.close();
    }
  });
});
