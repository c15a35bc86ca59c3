import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@atoll/deploy-repo';
import { publishFleet, type PublishReport } from '@atoll/synth-run';
import { regionFileOf, writeFleet } from '../fleet.ts';
import { median } from '../median.ts';
import { countMovedSources } from './moved-sources.ts';
import { createPlainGit, type PlainGit, runGit } from './plain-git.ts';

/** The region that changes; the same as in `bench:synth`. */
const CHANGED = 7;

/** What is measured. */
export interface PublishBench {
  readonly regions: number;
  readonly runs: number;
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Environment;
}

/** Wall times in milliseconds of one situation, side by side. */
export interface Comparison {
  readonly atoll: number;
  /** `git add && git commit && git push` of the same files, which somebody else has written already. */
  readonly git: number;
}

/** What was measured. */
export interface PublishResults {
  readonly regions: number;
  /** Files in the deploy repository. */
  readonly files: number;
  readonly cold: Comparison;
  readonly changed: Comparison;
  readonly idle: Comparison;
  /** GitRepositories whose revision one changed region moves: the region's own two. */
  readonly movedSources: number;
}

/** Publishes a generated fleet to a bare repository on this machine: all of it, one changed region, and nothing. */
export async function runPublishBench(
  { regions, runs, environment }: PublishBench,
  log: (line: string) => void,
): Promise<PublishResults> {
  const temp = mkdtempSync(join(tmpdir(), 'atoll-bench-publish-'));
  try {
    const fleet = makeFleet(temp, regions, environment);
    log(`${regions} regions: cold`);
    const cold = await timed(() => publish(fleet));
    const git = createPlainGit(temp, fleet.deploy);
    const coldGit = await timed(() => Promise.resolve(git.publish('all')));
    const files = git.countFiles();
    const [changed, idle]: [Comparison[], Comparison[]] = [[], []];
    let movedSources = 0;
    for (let run = 0; run < runs; run += 1) {
      log(`${regions} regions: one changed, nothing changed, run ${run + 1} of ${runs}`);
      const one = await measureChange(fleet, git, run);
      changed.push(one.times);
      movedSources = Math.max(movedSources, countMovedSources(fleet.deploy, one.report.branches));
      idle.push({
        atoll: (await timed(() => publish(fleet))).ms,
        git: (await timed(() => Promise.resolve(git.publish('nothing')))).ms,
      });
    }
    return {
      ...{ regions, files, movedSources },
      cold: { atoll: cold.ms, git: coldGit.ms },
      changed: toMedian(changed),
      idle: toMedian(idle),
    };
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

interface BenchFleet {
  readonly root: string;
  readonly deploy: string;
  readonly cache: string;
  readonly environment: Environment;
}

function makeFleet(temp: string, regions: number, environment: Environment): BenchFleet {
  const [root, deploy, cache] = [join(temp, 'config'), join(temp, 'deploy.git'), join(temp, 'cache')];
  writeFleet(root, regions);
  runGit(temp, ['init', '--quiet', '-b', 'main', root]);
  runGit(root, ['add', '--all']);
  runGit(root, ['commit', '--quiet', '-m', 'Add the fleet']);
  runGit(temp, ['init', '--quiet', '--bare', '-b', 'main', deploy]);
  return { root, deploy, cache, environment };
}

async function measureChange(fleet: BenchFleet, git: PlainGit, run: number) {
  const file = join(fleet.root, regionFileOf(CHANGED));
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/retentionDays: \d+/, `retentionDays: ${20 + run}`));
  runGit(fleet.root, ['commit', '--quiet', '--all', '-m', `Change ${run}`]);
  const { ms, result: report } = await timed(() => publish(fleet));
  git.takeOver();
  const plain = await timed(() => Promise.resolve(git.publish(`change ${run}`)));
  return { times: { atoll: ms, git: plain.ms }, report };
}

async function publish({ root, deploy, cache, environment }: BenchFleet): Promise<PublishReport> {
  return await publishFleet({
    ...{ root, repository: deploy, cacheFolder: cache, environment },
    allowDelete: [],
    allowDirty: false,
    takeOver: [],
    repositoryMap: new Map(),
    credentialsFor: () => undefined,
    author: { name: 'Atoll', email: 'atoll@localhost' },
    generatorVersion: '0.0.0-bench',
    at: new Date(),
    now: () => new Date(),
    pause: () => Promise.resolve(),
    random: () => 0,
  });
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly ms: number; readonly result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

function toMedian(comparisons: readonly Comparison[]): Comparison {
  return {
    atoll: median(comparisons.map(({ atoll }) => atoll)),
    git: median(comparisons.map(({ git }) => git)),
  };
}
