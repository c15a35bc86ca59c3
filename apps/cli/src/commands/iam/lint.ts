import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface LintOptions {
  readonly all: boolean;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll iam lint <region…>`: whether the roles may do what is needed, and no way leads to more. */
export const lintIam: CliCommand = {
  name: 'lint',
  add(program, context, finish) {
    const command = program
      .command('lint')
      .argument('[region...]', 'names of regions')
      .description(
        'Check the roles: needed actions that nothing allows, services outside the fence, documents that are too long, ways to more rights.',
      )
      .option('--all', 'check every region', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(async (names: readonly string[], options: LintOptions) => {
      if (options.all === names.length > 0) command.error('error: name regions, or ask for --all');
      finish(await runCommand(options.all ? undefined : names, options, context));
    });
  },
};

const EXAMPLES = `
Granted patterns that nothing rendered needs are listed and are no fault: the document grants whole services.

Examples:
  atoll iam lint aws-us-east-1
  atoll iam lint --all -o json

Exit codes: 0 nothing to mend, 1 an action is missing, something was found, or files have problems, 64 wrong usage.`;

async function runCommand(
  names: readonly string[] | undefined,
  { at, output }: LintOptions,
  { root, stdout, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { isClean, lintRegions } = await import('../../iam/lint-regions.ts');
  const { renderLint } = await import('../../iam/render-iam.ts');
  const report = await lintRegions(root, names, at ?? now());
  if (output === 'json') printJson(stdout, 'iam lint', report);
  else for (const lint of report.regions) stdout.write(renderLint(lint));
  return report.regions.every(isClean) ? exitCodes.ok : exitCodes.failed;
}
