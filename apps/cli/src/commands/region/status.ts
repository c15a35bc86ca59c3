import { renderProblem } from '@atoll/core';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { addRegionClusterOptions, type RegionClusterOptions } from '../../region/status/cluster-options.ts';
import type { OpenRegion } from '../../region/status/open-region.ts';
import type { RegionStatusReport } from '../../region/status/region-report.ts';
import { createStyle } from '../../style.ts';
import { parseInterval } from '../../watch/parse-interval.ts';

interface StatusCommandOptions extends RegionClusterOptions {
  readonly watch: boolean;
  /** Seconds. */
  readonly interval: number;
  readonly output: OutputFormat;
}

/** `atoll region status <region>`: how far a region is on its way to Ready. */
export const regionStatus: CliCommand = {
  name: 'status',
  add(program, context, finish) {
    const command = program
      .command('status')
      .argument('<region>', 'name of the region')
      .description(
        'Show how far a region is on its way to Ready: stage by stage, what it waits for, since when, what next.',
      )
      .option('--watch', 'look again and again, and print what changed, until the region is Ready', false)
      .option('--interval <span>', 'between two looks of --watch', parseInterval, 10)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addRegionClusterOptions(command)).action(
      async (region: string, options: StatusCommandOptions) =>
        finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
The way is Requested → Bootstrapped → Provisioning → Smoke → Ready. Only a Ready region counts as a target of deployments.
It needs the contexts of both clusters to see all of it. With --watch and -o json each look that differs is a document in a line
of its own. Needed rights: those of atoll region smoke.

Examples:
  atoll region status aws-us-east-1 --context control
  atoll region status aws-us-east-1 --context control --region-context us-1 --watch
  atoll region status aws-us-east-1 -o json

Exit codes: 0 Ready; 1 no such region, its files have problems, or a cluster does not answer; 2 not Ready, or not known to be;
64 wrong usage.`;

async function runCommand(
  region: string,
  { output, watch, interval, ...clusters }: StatusCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { root, stdout, stderr, now } = context;
  // The Kubernetes client and the clouds load in half a second, which no other command must pay for.
  const { openRegion } = await import('../../region/status/open-region.ts');
  const open = await openRegion({ root, region, now: now(), ...clusters });
  if ('problems' in open) {
    if (output === 'json') printJson(stdout, 'region status', open);
    else for (const problem of open.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  const print = await createPrinter(output, context);
  try {
    const last = watch
      ? await watchStatus(open, { interval, print }, context)
      : await lookOnce(open, print, context);
    return last.isDeploymentTarget ? exitCodes.ok : exitCodes.refused;
  } finally {
    await open.close();
  }
}

type Print = (report: RegionStatusReport) => void;

async function createPrinter(output: OutputFormat, { stdout, now }: CliContext): Promise<Print> {
  const { renderRegionStatus } = await import('../../region/status/render-region-status.ts');
  return (report) => {
    if (output === 'json') printJson(stdout, 'region status', report);
    else stdout.write(renderRegionStatus(report, now(), createStyle(stdout)));
  };
}

async function lookOnce(
  { clusters, plan }: OpenRegion,
  print: Print,
  { now }: CliContext,
): Promise<RegionStatusReport> {
  const { readRegionStatus } = await import('../../region/status/read-region-status.ts');
  const { report } = await readRegionStatus(clusters, plan, { now: now(), previous: undefined });
  print(report);
  return report;
}

async function watchStatus(
  { clusters, plan }: OpenRegion,
  { interval, print }: { readonly interval: number; readonly print: Print },
  { now, stderr }: CliContext,
): Promise<RegionStatusReport> {
  const { catchStopSignals } = await import('../../watch/stop-signal.ts');
  const { watchRegionStatus } = await import('../../region/status/watch-region-status.ts');
  const stop = catchStopSignals(() => undefined);
  try {
    return await watchRegionStatus(clusters, plan, {
      now,
      intervalMs: interval * 1_000,
      stop: stop.signal,
      onChange: print,
      onFailure: (error) => stderr.write(`${error.message}\n`),
    });
  } finally {
    stop.dispose();
  }
}
