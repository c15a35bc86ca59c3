import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultCacheFolder, publishFleet, type PublishReport } from '@atoll/synth-run';
import { expect } from 'vitest';
import { createTemporaryGitFleet, type TemporaryGitFleet } from './temporary-git-fleet.ts';

/** The program, as `npx atoll` starts it. */
const PROGRAM = join(import.meta.dirname, '../../bin/atoll.mjs');
const EAST = 'regions/aws-us-east-1/region.yaml';

/** A linear congruential generator's numbers, so that a failing trial can be repeated. Source: Numerical Recipes. */
const [FACTOR, STEP, MODULUS] = [1_664_525, 1_013_904_223, 2 ** 32];

/**
 * Kills `atoll publish` at chosen moments of its life and holds the remote repository to what it promises after each:
 * sound for Git, the change there exactly once after the next run, and nothing left to do after that.
 */
export async function runCrashTrials(trials: number, seed: number): Promise<void> {
  using fleet = createTemporaryGitFleet();
  for (const name of ['aws-eu-central-1', 'aws-us-west-2']) fleet.config.remove(`regions/${name}`);
  fleet.commit('Only east');
  await complete(fleet);
  const lifeMs = await measureLife(fleet);
  let random = seed;
  for (let trial = 0; trial < trials; trial += 1) {
    random = (random * FACTOR + STEP) % MODULUS;
    const subject = change(fleet, trial);

    await killAfter(fleet, (random / MODULUS) * lifeMs);
    expect(fleet.gitDeploy('fsck', '--full', '--strict', '--no-dangling'), subject).toBe('');
    const { problems } = await complete(fleet);

    expect(problems, subject).toStrictEqual([]);
    const whys = fleet.gitDeploy('log', '--format=%b', 'main').split('\n');
    expect(
      whys.filter((line) => line.startsWith(`Why: ${subject} (`)),
      subject,
    ).toHaveLength(1);
    expect(fleet.gitDeploy('rev-parse', 'region/aws-us-east-1')).toBe(fleet.gitDeploy('rev-parse', 'main'));
  }
  // The first publication, and the one whose life was measured.
  expect(fleet.gitDeploy('rev-list', '--count', 'main')).toBe(`${trials + 2}`);
  expect((await complete(fleet)).commit).toBeUndefined();
}

/** The whole life of a program that publishes one change. */
async function measureLife(fleet: TemporaryGitFleet): Promise<number> {
  change(fleet, -1);
  const started = performance.now();
  await fleet.config.run(['publish', '--repo', fleet.deploy]);
  return performance.now() - started;
}

/** Backups are kept 8 to 35 days, so the number goes round. */
function change(fleet: TemporaryGitFleet, trial: number): string {
  const text = fleet.config.read(EAST);
  const days = Number(/retentionDays: (\d+)/.exec(text)?.[1]);
  const next = days === 35 ? 8 : days + 1;
  fleet.config.write(EAST, text.replace(/retentionDays: \d+/, `retentionDays: ${next}`));
  const subject = `Trial ${trial}: ${next} days`;
  fleet.commit(subject);
  return subject;
}

/** Its Git processes outlive it, as they do when a machine's memory runs out. */
async function killAfter(fleet: TemporaryGitFleet, ms: number): Promise<void> {
  const env = { PATH: process.env['PATH'], HOME: fleet.config.root };
  const words = [PROGRAM, 'publish', '--repo', fleet.deploy];
  const child = spawn(process.execPath, words, { cwd: fleet.config.root, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await Promise.race([wait(ms), ended]);
  child.kill('SIGKILL');
  await ended;
}

/** The next run, in the same clone and without the half second in which a program starts. */
async function complete({ config, deploy }: TemporaryGitFleet): Promise<PublishReport> {
  const environment = { PATH: process.env['PATH'], HOME: config.root };
  return await publishFleet({
    ...{ root: config.root, repository: deploy, environment },
    cacheFolder: defaultCacheFolder(environment),
    allowDelete: [],
    allowDirty: false,
    takeOver: [],
    repositoryMap: new Map(),
    credentialsFor: () => undefined,
    author: { name: 'Atoll', email: 'atoll@localhost' },
    generatorVersion: '0.0.0-test',
    at: new Date(),
    now: () => new Date(),
    pause: async (ms) => await wait(ms),
    random: () => 0,
  });
}
