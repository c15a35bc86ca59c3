import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { WatchReport } from '@atoll/synth-run';
import { describe, expect, it } from 'vitest';
import { createWatchedFleet } from './testing/watched-fleet.ts';

describe('atoll watch', () => {
  it('publishes, merges what an agent proposes, and publishes that', async () => {
    using fleet = createWatchedFleet();
    fleet.propose('aws-us-east-1', 'storage-1', { 'maxGib: 4000': 'maxGib: 5000' });
    fleet.propose('aws-eu-central-1', 'nodes-1', { 'max: 12': 'max: 400' });

    const { code, stdout, stderr } = await fleet.watch(['--once', '-o', 'json', '--log', 'json']);

    const report = JSON.parse(stdout) as WatchReport;
    expect(report).toMatchObject({ commits: 1, merged: 1, isReady: true, outcome: 'done' });
    expect(report.published).toBe(fleet.config('rev-parse', 'main'));
    expect(report.proposals.map(({ branch, outcome, code: why }) => [branch, outcome, why])).toStrictEqual([
      ['agent/aws-eu-central-1/nodes-1', 'refused', 'ERR_PROPOSAL_CEILING'],
      ['agent/aws-us-east-1/storage-1', 'merged', undefined],
    ]);
    expect(fleet.deploy('log', '--format=%B', 'main')).toContain(
      'spec.persistence.storage.maxGib 4000 -> 5000',
    );
    expect(fleet.deploy('grep', '-l', 'maxAllocatedStorage: 5000', 'main')).toContain('aws-us-east-1');
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly event: string });
    expect(lines.map(({ event }) => event)).toStrictEqual([
      ...['started', 'config-moved', 'proposal', 'proposal', 'config-moved', 'published', 'ready', 'stopped'],
    ]);
    expect(code).toBe(0);
    fleet.expectSound();
  });

  it('says with --once what failed, and what a freeze held back', async () => {
    using fleet = createWatchedFleet();
    await fleet.watch(['--once']);
    fleet.push({
      'regions/aws-us-east-1/region.yaml': fleet
        .read('regions/aws-us-east-1/region.yaml')
        .replace('max', 'mix'),
    });

    const broken = await fleet.watch(['--once']);

    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('Configuration is wrong file=regions/aws-us-east-1/region.yaml');

    const freeze = `apiVersion: config.atoll.dev/v1alpha1\nkind: Freeze\nmetadata:\n  name: ever\nspec:\n  from: 2020-01-01T00:00:00Z\n  until: 2090-01-01T00:00:00Z\n  reason: nothing may change\n`;
    fleet.push({
      'regions/aws-us-east-1/region.yaml': fleet
        .read('regions/aws-us-east-1/region.yaml')
        .replace('mix', 'max'),
      'regions/fleet/freezes/ever.yaml': freeze,
      'regions/aws-us-west-2/region.yaml': fleet
        .read('regions/aws-us-west-2/region.yaml')
        .replace('  persistence:\n', '  persistence:\n    engineVersion: "16"\n'),
    });

    const frozen = await fleet.watch(['--once']);

    expect(frozen.stderr).toContain('Held back from publishing');
    expect(frozen.code).toBe(2);
  });

  it('fails when the config repository is away, and prints no address that holds a secret', async () => {
    using fleet = createWatchedFleet();

    const away = await fleet.watch(['--once'], { config: join(fleet.folder, 'away.git') });
    const secret = await fleet.watch(['--once'], { config: 'https://me:hunter2@git.example.com/config.git' });

    expect(away.code).toBe(1);
    expect(away.stderr).toContain('Config repository cannot be reached');
    expect(secret.code).toBe(1);
    expect(secret.stdout + secret.stderr).toContain('ERR_DEPLOY_REPO_URL');
    expect(secret.stdout + secret.stderr).not.toContain('hunter2');
  });

  it.each([
    ['SIGTERM', 3],
    ['SIGINT', 1],
  ] as const)('finishes the commit at hand on %s, %i times, and ends with 0', async (signal, times) => {
    using fleet = createWatchedFleet();
    const push = fleet.holdPush();
    const running = fleet.start(['--interval', '1s', '--log', 'json']);
    await push.held();

    for (let at = 0; at < times; at += 1) running.kill(signal);
    await running.waitForLog('stopping');
    push.letPush();
    const { code, stderr } = await running.ended;

    expect(code).toBe(0);
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events.filter((event) => event === 'stopping')).toHaveLength(1);
    expect(events.slice(-1)).toStrictEqual(['stopped']);
    expect(events).toContain('published');
    expect(fleet.deploy('rev-list', '--count', 'main')).toBe('1');
    fleet.expectSound();
  });

  it('may be killed at any moment: nothing is damaged, and nothing is merged twice', async () => {
    using fleet = createWatchedFleet();
    // After so many lines of the log, and so many milliseconds more: while it clones, merges, pushes, renders, publishes.
    const moments = [
      [1, 0],
      [2, 0],
      [2, 150],
      [3, 0],
      [4, 50],
      [4, 300],
    ] as const;
    for (const [at, [lines, ms]] of moments.entries()) {
      const size = /maxGib: \d+/.exec(fleet.read('regions/aws-us-east-1/region.yaml'))?.[0] ?? '';
      fleet.propose('aws-us-east-1', `storage-${at}`, { [size]: `maxGib: ${5_000 + 100 * at}` });
      const running = fleet.start(['--interval', '1s']);
      await running.waitForLog(lines);
      await pause(ms);
      running.kill('SIGKILL');
      await running.ended;
    }

    const { code, stderr } = await fleet.watch(['--once']);

    expect(code, stderr).toBe(0);
    const decisions = fleet
      .config('log', '--format=%(trailers:key=Atoll-Decision,valueonly)', 'main')
      .match(/\S+/g);
    expect(new Set(decisions).size).toBe(decisions?.length ?? 0);
    expect(decisions?.length).toBeGreaterThan(0);
    const source = fleet.deploy('log', '-1', '--format=%(trailers:key=Atoll-Source,valueonly)', 'main');
    expect(source).toBe(fleet.config('rev-parse', 'main'));
    fleet.expectSound();
  });

  it('talks to hosts that want tokens, and keeps the two apart', async () => {
    using fleet = createWatchedFleet();
    await using host = await fleet.serve({ config: 'config-token', deploy: 'deploy-token' });
    fleet.propose('aws-us-east-1', 'storage-1', { 'maxGib: 4000': 'maxGib: 5000' });

    const { code, stdout, stderr } = await fleet.watch(['--once'], {
      config: host.config,
      repo: host.deploy,
      environment: { ATOLL_CONFIG_TOKEN: 'config-token', ATOLL_GIT_TOKEN: 'deploy-token' },
    });

    expect(code, stderr).toBe(0);
    expect(stdout).toContain('1 proposal merged');
    expect(host.tokensOf('config')).toStrictEqual(['Bearer config-token']);
    expect(host.tokensOf('deploy')).toStrictEqual(['Bearer deploy-token']);
    expect(stdout + stderr).not.toContain('-token');
    expect(listFilesWith(join(fleet.folder, 'cache'), '-token')).toStrictEqual([]);
  });
});

function listFilesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text));
}
