import { join } from 'node:path';
import { statConfigRepo } from '@atoll/config-repo';
import { openDeployRepo } from '@atoll/deploy-repo';
import { isIdleRun, openRun } from './open-run.ts';
import type { SynthOptions } from './opened-run.ts';
import { reportIdle } from './report-idle.ts';
import type { SynthReport } from './report.ts';

/**
 * Renders what changed and commits it: the one way from `regions/` to the embedded deploy repository.
 *
 * A region with a problem keeps its last rendering and is reported; the others are rendered all the same.
 *
 * @throws AppError `ERR_SYNTH_ALLOW_DELETE` for a leave that would delete nothing, `ERR_CONFIG_REPO_…` when the folder cannot be read at all, `ERR_DEPLOY_REPO_…` when Git refuses
 */
export async function runSynth(options: SynthOptions): Promise<SynthReport> {
  const { deploy: path, author, environment, now } = options;
  // Before the deploy repository is made, which may lie in there.
  const listing = statConfigRepo(options.root);
  const repo = await openDeployRepo({ path, author, environment, now });
  const cacheFile = join(path, '.git', 'atoll', 'skip-cache.json');
  const opened = await openRun(options, { repo, cacheFile }, listing);
  if (isIdleRun(opened)) return reportIdle(opened.plan, opened.cache);
  // Rendering loads cdk8s and the validators, some 200 ms; a run with nothing to do must not pay for them.
  const { writeFleet } = await import('./write-fleet.ts');
  return (await writeFleet(opened)).report;
}

/** Gives the default place of the deploy repository: `deploy/` beside `regions/`. */
export function defaultDeployPath(root: string): string {
  return join(root, 'deploy');
}
