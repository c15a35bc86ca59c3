import { renderProblem } from '@atoll/core';
import { addAtOption } from '../at-option.ts';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import { renderCount } from '../render-count.ts';
import { createStyle } from '../style.ts';

interface ValidateCommandOptions {
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll validate`: every problem of the configuration, with line and column. */
export const validate: CliCommand = {
  name: 'validate',
  add(program, context, finish) {
    const command = program
      .command('validate')
      .description('Check every file under regions/ and the fleet as a whole; render and write nothing.')
      .addHelpText(
        'after',
        '\nExamples:\n  atoll validate\n  atoll validate -o json\n\nExit codes: 0 valid, 1 problems found, 64 wrong usage.',
      );
    addOutputOption(addAtOption(command)).action(async (options: ValidateCommandOptions) =>
      finish(await runCommand(options, context)),
    );
  },
};

async function runCommand(
  { at, output }: ValidateCommandOptions,
  { root, stdout, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { checkConfig } = await import('@atoll/synth-run');
  const { regions, configured, problems } = await checkConfig(root, at ?? now());
  if (output === 'json') printJson(stdout, 'validate', { configured, valid: regions.length, problems });
  else {
    const style = createStyle(stdout);
    for (const problem of problems) stdout.write(`${style('red', renderProblem(problem))}\n`);
    stdout.write(renderTotals(configured, regions.length, problems.length));
  }
  return problems.length > 0 ? exitCodes.failed : exitCodes.ok;
}

function renderTotals(configured: number, valid: number, problems: number): string {
  const totals = `${renderCount(configured, 'region')}, ${valid} valid.`;
  if (problems === 0) return `${totals} Next: npx nx run synth\n`;
  return `${totals} ${renderCount(problems, 'problem')}. Next: mend what is named above.\n`;
}
