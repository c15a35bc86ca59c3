import { renderProblem } from '@atoll/core';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import type { ObserveReport } from '../observe/observe-region.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';

interface ObserveCommandOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly regionKubeconfig?: string;
  readonly dryRun: boolean;
  readonly output: OutputFormat;
}

/** `atoll observe <region>`: values that the cloud assigned, from clusters into observed.yaml. */
export const observe: CliCommand = {
  name: 'observe',
  add(program, context, finish) {
    const command = program
      .command('observe')
      .argument('<region>', 'name of the region')
      .description(
        "Write what the cloud has assigned, such as ARNs, from the status of the region's managed resources to regions/<region>/observed.yaml.",
      )
      .option(
        '--kubeconfig <file>',
        "kubeconfig of the region's control cluster (default: KUBECONFIG, then ~/.kube/config)",
      )
      .option('--context <name>', 'context of that kubeconfig (default: its current one)')
      .option(
        '--region-kubeconfig <file>',
        "kubeconfig of the region's own cluster; its ingress is observed too",
      )
      .option('--dry-run', 'say what would be written, and write nothing', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (region: string, options: ObserveCommandOptions) =>
      finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
The ingress is the Service of type LoadBalancer in namespace ingress of the region's own cluster that carries the label
atoll.dev/ingress: "true". Values that are known and no longer shown are kept; comments in the file stay.

Needed rights: list on the kinds read, in namespace region-<region> of the control cluster; list on services in namespace
ingress of the region's own.

Examples:
  atoll observe aws-us-east-1 --dry-run
  atoll observe aws-us-east-1 --context control
  atoll observe aws-us-east-1 --context control --region-kubeconfig us-east-1.kubeconfig

Exit codes: 0 done, also when something still waits; 1 failed, nothing was written; 64 wrong usage.`;

async function runCommand(
  region: string,
  options: ObserveCommandOptions,
  { root, stdout, stderr }: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client and the clouds load in half a second, which no other command must pay for.
  const { connectCluster } = await import('@atoll/kube');
  const { observeRegion } = await import('../observe/observe-region.ts');
  const { kubeconfig, context, regionKubeconfig, dryRun, output } = options;
  const outcome = await observeRegion({
    root,
    region,
    dryRun,
    control: connectCluster({
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    }),
    ...(regionKubeconfig === undefined ? {} : { own: connectCluster({ kubeconfig: regionKubeconfig }) }),
  });
  if ('problems' in outcome) {
    if (output === 'json') printJson(stdout, 'observe', { problems: outcome.problems });
    else for (const problem of outcome.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  await writeReport(outcome.report, output, stdout);
  return exitCodes.ok;
}

async function writeReport(
  report: ObserveReport,
  output: OutputFormat,
  stdout: CliContext['stdout'],
): Promise<void> {
  if (output === 'json') {
    printJson(stdout, 'observe', report);
    return;
  }
  const { renderObserveReport } = await import('../observe/render-observe-report.ts');
  stdout.write(renderObserveReport(report, stdout));
}
