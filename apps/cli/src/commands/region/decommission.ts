import { renderProblem } from '@atoll/core';
import { Option } from 'commander';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import type { DecommissionReport } from '../../region/decommission/decommission-report.ts';

interface DecommissionCommandOptions {
  readonly plan: boolean;
  readonly allowDelete: boolean;
  readonly output: OutputFormat;
}

/** `atoll region decommission <region>`: the two commits by which a region is left. */
export const decommissionRegion: CliCommand = {
  name: 'decommission',
  add(program, context, finish) {
    const command = program
      .command('decommission')
      .argument('<region>', 'name of the region')
      .description(
        'Leave a region in two commits: a checklist of exports, locks and the order of deletion, then its removal from Git.',
      )
      .addOption(
        new Option('--plan', 'print the checklist, and write nothing')
          .default(false)
          .conflicts('allowDelete'),
      )
      .option(
        '--allow-delete',
        'the second commit: remove regions/<region>, where every box is ticked',
        false,
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (region: string, options: DecommissionCommandOptions) =>
      finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
Neither deletes anything in the cloud: databases, buckets, keys and zones are deleted by a person, with the commands of the
checklist.

Examples:
  atoll region decommission aws-us-west-2 --plan            look at it
  atoll region decommission aws-us-west-2                   write regions/aws-us-west-2/DECOMMISSION.md: the first commit
  atoll region decommission aws-us-west-2 --allow-delete    remove regions/aws-us-west-2: the second commit

Exit codes: 0 done, 1 no such region or its files have problems, 2 the removal is refused, 64 wrong usage.`;

async function runCommand(
  name: string,
  { plan, allowDelete, output }: DecommissionCommandOptions,
  { root, environment, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { decommissionRegion: run } = await import('../../region/decommission/decommission-region.ts');
  const step = toStep({ plan, allowDelete });
  const report = await run({ root, name, step, environment, at: now() });
  if (output === 'json') printJson(stdout, 'region decommission', report);
  if ('problems' in report) {
    if (output === 'text') for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  if (output === 'text') await printText(report, { stdout, stderr });
  return report.refusals.length > 0 ? exitCodes.refused : exitCodes.ok;
}

function toStep({
  plan,
  allowDelete,
}: Omit<DecommissionCommandOptions, 'output'>): DecommissionReport['step'] {
  if (plan) return 'plan';
  return allowDelete ? 'removal' : 'checklist';
}

async function printText(
  report: DecommissionReport,
  { stdout, stderr }: Pick<CliContext, 'stdout' | 'stderr'>,
): Promise<void> {
  const { region, step, path, refusals } = report;
  if (step === 'plan') {
    const { renderPlan } = await import('../../region/decommission/render-plan.ts');
    stdout.write(renderPlan(report.plan));
    return;
  }
  if (refusals.length > 0) {
    for (const refusal of refusals) stderr.write(`${refusal}.\n`);
    stderr.write('Nothing was removed.\n');
    return;
  }
  stdout.write(
    step === 'checklist'
      ? `${path ?? ''} written.\nNext: commit it, do what it says, tick the boxes, commit them, then npx atoll region decommission ${region} --allow-delete\n`
      : `${path ?? ''} removed; nothing in the cloud was.\nNext: commit that, npx atoll publish --repo … --allow-delete ${region}, and go on with the checklist (git show HEAD:${path ?? ''}/DECOMMISSION.md)\n`,
  );
}
