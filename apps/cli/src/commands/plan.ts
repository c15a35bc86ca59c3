import { Option } from 'commander';
import { addAtOption } from '../at-option.ts';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { printJson } from '../print-json.ts';
import { createProgress } from '../progress.ts';
import { createStyle } from '../style.ts';

interface PlanCommandOptions {
  readonly base?: string;
  readonly at?: Date;
  readonly full: boolean;
  readonly output: 'text' | 'json' | 'markdown';
}

/** `atoll plan`: what a change of the configuration would do, by two renderings that nobody applies. */
export const plan: CliCommand = {
  name: 'plan',
  add(program, context, finish) {
    const command = program
      .command('plan')
      .description(
        'Compare the configuration with a revision: what would be created, changed, refused and lost. Needs no cloud and no cluster.',
      )
      .option(
        '--base <revision>',
        'compare with this revision (default: HEAD with uncommitted changes, else where the branch left main)',
      )
      .option(
        '--full',
        'tell everything also of a region that comes or goes as a whole; json always does',
        false,
      )
      .addHelpText('after', EXAMPLES);
    addAtOption(command)
      .addOption(
        new Option('-o, --output <format>', 'form of the output')
          .choices(['text', 'json', 'markdown'])
          .default('text'),
      )
      .action(async (options: PlanCommandOptions) => finish(await runCommand(options, context)));
  },
};

const EXAMPLES = `
Examples:
  atoll plan                                  what the uncommitted changes would do
  atoll plan --base origin/main               what this branch would do
  atoll plan --base v1.4.0 -o json            everything, field by field
  atoll plan --base origin/main -o markdown   the comment of a pull request
  atoll plan --at 2026-11-22T03:10:00Z        as if it were applied then, inside a maintenance window or not

Exit codes: 0 nothing to fear, 1 something could not be planned (the rest was), 2 something destructive, disruptive or
refused is in it, 64 wrong usage.`;

async function runCommand(options: PlanCommandOptions, context: CliContext): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { planFleetChange } = await import('@atoll/synth-run');
  const { renderPlanMarkdown, renderPlanText } = await import('@atoll/plan');
  const progress = createProgress(context.stderr);
  const report = await planFleetChange({
    root: context.root,
    ...(options.base === undefined ? {} : { base: options.base }),
    at: options.at ?? context.now(),
    environment: context.environment,
    onProgress: progress.show,
  }).finally(progress.clear);
  const detail = { isFull: options.full };
  if (options.output === 'json') printJson(context.stdout, 'plan', report);
  else if (options.output === 'markdown') context.stdout.write(renderPlanMarkdown(report, detail));
  else context.stdout.write(renderPlanText(report, createStyle(context.stdout), detail));
  if (report.problems.length > 0) return exitCodes.failed;
  return report.risk === 'none' || report.risk === 'safe' ? exitCodes.ok : exitCodes.refused;
}
