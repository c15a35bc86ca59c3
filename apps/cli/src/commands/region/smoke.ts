import { renderProblem } from '@atoll/core';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { addRegionClusterOptions, type RegionClusterOptions } from '../../region/status/cluster-options.ts';

interface SmokeCommandOptions extends RegionClusterOptions {
  readonly output: OutputFormat;
}

/** `atoll region smoke <region>`: what a region has to fulfil before anything is deployed to it. */
export const smokeRegion: CliCommand = {
  name: 'smoke',
  add(program, context, finish) {
    const command = program
      .command('smoke')
      .argument('<region>', 'name of the region')
      .description('Look whether a region fulfils what is needed before anything is deployed to it.')
      .addHelpText('after', EXAMPLES);
    addOutputOption(addRegionClusterOptions(command)).action(
      async (region: string, options: SmokeCommandOptions) =>
        finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
What cannot be seen is unknown, which is never passed. Names and clocks are seen by the agent in the region alone, whose word
counts as long as it is heard. Needed rights: list on kustomizations and the managed kinds in namespace region-<region> of the
control cluster, get on regions.atoll.dev; in the region's own cluster list on nodes, pods, storageclasses, backups.velero.io.

Examples:
  atoll region smoke aws-us-east-1 --context control --region-context us-1
  atoll region smoke aws-us-east-1 -o json

Exit codes: 0 nothing is in the way of Ready; 1 no such region, its files have problems, or a cluster does not answer; 2 something
failed, or is awaited and cannot be seen; 64 wrong usage.`;

async function runCommand(
  region: string,
  { output, ...clusters }: SmokeCommandOptions,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client and the clouds load in half a second, which no other command must pay for.
  const { openRegion } = await import('../../region/status/open-region.ts');
  const { readRegionStatus } = await import('../../region/status/read-region-status.ts');
  const open = await openRegion({ root, region, now: now(), ...clusters });
  if ('problems' in open) {
    if (output === 'json') printJson(stdout, 'region smoke', open);
    else for (const problem of open.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  const looked = await readRegionStatus(open.clusters, open.plan, {
    now: now(),
    previous: undefined,
  }).finally(() => open.close());
  const { at, smoke, notes } = looked.report;
  const passed = smoke.filter(({ result }) => result === 'passed').length;
  const blocking = smoke.filter(({ isBlocking }) => isBlocking).length;
  const report = { region, at, smoke, passed, blocking, notes };
  if (output === 'json') printJson(stdout, 'region smoke', report);
  else {
    const { renderRegionSmoke } = await import('../../region/status/render-region-status.ts');
    stdout.write(renderRegionSmoke(report));
  }
  return blocking === 0 ? exitCodes.ok : exitCodes.refused;
}
