import { readFileSync, writeFileSync } from 'node:fs';
import { startGitHttpServer } from '@atoll/deploy-repo/testing';
import type { PublishReport } from '@atoll/synth-run';
import { expect } from 'vitest';
import { type AtollRun, runAtoll } from './run-atoll.ts';
import { createTemporaryGitFleet, runGit, type TemporaryGitFleet } from './temporary-git-fleet.ts';

const TEMPLATE = 'regions/aws-us-east-1/region.yaml';
const TOKEN = 'a-token-that-nobody-may-see';

/**
 * Lets programs publish at once to a Git server with authentication, each from a clone of the configuration with a change
 * to a region of its own; all share one home, and so the clone of the deploy repository that is kept there.
 */
export async function runConcurrentPublishers(publishers: number): Promise<void> {
  using fleet = createTemporaryGitFleet();
  const server = await startGitHttpServer({ root: fleet.folder, users: { robot: TOKEN } });
  try {
    server.createRepository('hosted.git');
    const hosted = `${fleet.folder}/hosted.git`;
    const publish = (cwd: string): Promise<AtollRun> =>
      runAtoll(['publish', '--repo', `${server.url}/hosted.git`, '-o', 'json'], {
        cwd,
        environment: {
          ATOLL_GIT_TOKEN: TOKEN,
          ATOLL_GIT_USERNAME: 'robot',
          XDG_CACHE_HOME: `${fleet.folder}/cache`,
        },
      });
    const names = addRegions(fleet, publishers);
    expect((await publish(fleet.config.root)).code).toBe(0);
    const clones = names.map((name, index) => cloneWithChange(fleet, name, 20 + index));

    const runs = await Promise.all(clones.map(publish));

    const reports = runs.map(({ stdout }) => JSON.parse(stdout) as PublishReport);
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toStrictEqual(
      names.map(() => ({ code: 0, stderr: '' })),
    );
    expect(names.map((name) => readRetention(hosted, name))).toStrictEqual(
      names.map((_, index) => `${20 + index}`),
    );
    expect(runGit(hosted, ['rev-list', '--count', 'main'])).toBe(`${1 + publishers}`);
    expect(new Set(reports.map(({ commit }) => commit)).size).toBe(publishers);
    expect(runGit(hosted, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('');
  } finally {
    await server.close();
  }
}

/** Name, account and external id are unique in the fleet. */
function addRegions(fleet: TemporaryGitFleet, count: number): readonly string[] {
  const template = fleet.config.read(TEMPLATE);
  const names = Array.from({ length: count }, (_, index) => `aws-nr-${index}`);
  for (const [index, name] of names.entries()) {
    const text = template
      .replaceAll('aws-us-east-1', name)
      .replaceAll('111122223333', `1111222233${10 + index}`)
      .replace(/externalId: .*/, `externalId: publisher-${index}-0123456789abcdef`);
    fleet.config.write(`regions/${name}/region.yaml`, text);
  }
  for (const name of ['aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'])
    fleet.config.remove(`regions/${name}`);
  fleet.commit('Regions for all');
  return names;
}

function cloneWithChange({ config, folder }: TemporaryGitFleet, name: string, days: number): string {
  const clone = `${folder}/${name}`;
  runGit(folder, ['clone', '--quiet', config.root, clone]);
  const file = `regions/${name}/region.yaml`;
  const text = readFileSync(`${clone}/${file}`, 'utf8');
  writeFileSync(`${clone}/${file}`, text.replace(/retentionDays: \d+/, `retentionDays: ${days}`));
  runGit(clone, ['commit', '--quiet', '--all', '-m', `Change ${name}`]);
  return clone;
}

function readRetention(hosted: string, name: string): string | undefined {
  const file = `control-plane/${name}/persistence/region-${name}.instance.atoll-${name}-db.yaml`;
  return /backupRetentionPeriod: (\d+)/.exec(runGit(hosted, ['show', `main:${file}`]))?.[1];
}
