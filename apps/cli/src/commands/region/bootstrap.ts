import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, renderProblem } from '@atoll/core';
import { type Command, Option } from 'commander';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import type { BootstrapReport } from '../../json-outputs.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface BootstrapCommandOptions {
  readonly format?: string;
  readonly summary: boolean;
  readonly flux: boolean;
  readonly out?: string;
  readonly output: OutputFormat;
}

/** `atoll region bootstrap <region>`: what the owner of the account runs before anything else. */
export const bootstrapRegion: CliCommand = {
  name: 'bootstrap',
  add(program, context, finish) {
    const command = program
      .command('bootstrap')
      .argument('<region>', 'name of the region')
      .description(
        'Print what the owner of the account runs before anything else: the Deployment role, its policies, both boundaries.',
      )
      .addOption(
        new Option(
          '--format <format>',
          'form of the bundle: cloudformation, terraform or aws (a shell script of AWS CLI calls)',
        ).conflicts(['summary', 'flux']),
      )
      .addOption(
        new Option('--summary', 'print only the page for whoever has to agree')
          .default(false)
          .conflicts('flux'),
      )
      .option('--flux', "print Flux for the region's cluster instead, where spec.bootstrap is manual", false)
      .option('--out <file>', 'write it there; the summary goes to standard output then')
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (region: string, options: BootstrapCommandOptions) =>
      finish(await runCommand(command, { ...options, region }, context)),
    );
  },
};

const EXAMPLES = `
Examples:
  atoll region bootstrap aws-us-east-1 --summary
  atoll region bootstrap aws-us-east-1 --format cloudformation --out bootstrap.cfn.yaml
  atoll region bootstrap aws-us-east-1 --format terraform > bootstrap.tf
  atoll region bootstrap aws-us-east-1 --format aws > bootstrap.sh
  atoll region bootstrap private-one --flux > atoll-private-one-flux.yaml

Exit codes: 0 done, 1 no such region, or its files have problems, 64 wrong usage, such as a form that its cloud lacks.`;

/** Code of the error for a form that the region's cloud does not have. */
const UNKNOWN_FORM = 'ERR_REGION_BOOTSTRAP_FORMAT';

async function runCommand(
  command: Command,
  { region, format, summary, flux, out, output }: BootstrapCommandOptions & { readonly region: string },
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  const wanted = toFormat(format, { summary, flux });
  if (wanted === undefined) command.error('error: name a --format, or ask for the --summary or for --flux');
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { bootstrapRegion: run } = await import('../../region/bootstrap/bootstrap-region.ts');
  const file = out === undefined ? {} : { file: out };
  const report = await run({ root, name: region, format: wanted, ...file, at: now() }).catch(
    (error: unknown) => {
      // Which forms there are is the region's cloud's affair, so the parser cannot know.
      if (error instanceof AppError && error.code === UNKNOWN_FORM) command.error(`error: ${error.message}`);
      throw error;
    },
  );
  if ('problems' in report) {
    if (output === 'json') printJson(stdout, 'region bootstrap', report);
    else for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  const path = out === undefined ? undefined : resolve(out);
  const text = wanted === 'summary' ? report.summary : report.text;
  if (path !== undefined) await writeFile(path, text);
  if (output === 'json') printJson(stdout, 'region bootstrap', { ...report, ...(path && { file: path }) });
  else printText(report, { text, file: path, stdout, stderr });
  return exitCodes.ok;
}

function toFormat(
  format: string | undefined,
  { summary, flux }: Pick<BootstrapCommandOptions, 'summary' | 'flux'>,
): string | undefined {
  if (flux) return 'flux';
  return summary ? 'summary' : format;
}

interface Printing extends Pick<CliContext, 'stdout' | 'stderr'> {
  readonly text: string;
  readonly file: string | undefined;
}

/** What was asked for goes to standard output, unless it went into a file; what belongs beside it to standard error. */
function printText(
  { summary, apply, format }: BootstrapReport,
  { text, file, stdout, stderr }: Printing,
): void {
  if (file === undefined) {
    stdout.write(text);
    if (format !== 'summary' && summary !== '') stderr.write(`\n${summary}`);
    return;
  }
  if (format !== 'summary') stdout.write(summary === '' ? '' : `${summary}\n`);
  stdout.write(`${file} written.\n`);
  for (const command of apply) stdout.write(`  ${command}\n`);
}
