import { renderProblem } from '@atoll/core';
import { collectValues } from '../collect-values.ts';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';

interface FleetCommandOptions {
  readonly kubeconfig?: string;
  readonly context: readonly string[];
  readonly output: OutputFormat;
}

/** `atoll fleet`: is anything wrong anywhere? */
export const fleet: CliCommand = {
  name: 'fleet',
  add(program, context, finish) {
    const command = program
      .command('fleet')
      .description(
        'Show all regions on one screen: ready, revision, drift, the last word of the agents, freezes, what next.',
      )
      .option('--kubeconfig <file>', 'kubeconfig of the clusters (default: KUBECONFIG, then ~/.kube/config)')
      .option(
        '--context <name>',
        'context of a control cluster, or of a region; give it again for more (default: its current one)',
        collectValues('Name a context.'),
        [],
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (options: FleetCommandOptions) =>
      finish(await runCommand(options, context)),
    );
  },
};

const EXAMPLES = `
The agent of a region's own half reports to the region's cluster, that of the control half to the control cluster: a region is
known to be well only when the contexts of both are given. Silence is not health: an agent that was not heard for three of its
promised words is silent, and nothing that it said before counts. A region that regions/ has and no cluster knows is unknown.
Needed rights: list on regions.atoll.dev.

Examples:
  atoll fleet --context control
  atoll fleet --context control --context eu-1 --context us-1
  atoll fleet --context control -o json

Exit codes: 0 all regions are ready, heard and as in Git; 1 no cluster can be read, 2 somebody should look at a region or at a
cluster that cannot be read, 64 wrong usage.`;

async function runCommand(
  { kubeconfig, context: contexts, output }: FleetCommandOptions,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { readFleet } = await import('../fleet/read-fleet.ts');
  const report = await readFleet({ root, kubeconfig, contexts, now: now() });
  if (output === 'json') printJson(stdout, 'fleet', report);
  else {
    const { renderFleet } = await import('../fleet/render-fleet.ts');
    stdout.write(renderFleet(report));
    for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
  }
  const isRead = report.clusters.every(({ failure }) => failure === undefined);
  return report.needLook === 0 && isRead && report.problems.length === 0 ? exitCodes.ok : exitCodes.refused;
}
