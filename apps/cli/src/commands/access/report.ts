import { Option } from 'commander';
import { addAtOption, parseAt } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { createStyle } from '../../style.ts';

interface ReportCommandOptions {
  readonly from?: Date;
  readonly to?: Date;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll access report [region…]`: who had what, when, why and approved by whom. */
export const accessReport: CliCommand = {
  name: 'report',
  add(program, context, finish) {
    const command = program
      .command('report')
      .argument('[region...]', 'names of regions (default: all)')
      .description(
        'Tell who had which role, when, why, approved by whom and committed by whom: from the files and from Git.',
      )
      .addOption(
        new Option('--from <instant>', 'begin of the window (default: since ever)').argParser(parseAt),
      )
      .addOption(
        new Option('--to <instant>', 'first instant behind the window (default: for ever)').argParser(
          parseAt,
        ),
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(
      async (regions: readonly string[], options: ReportCommandOptions) => {
        if (options.from !== undefined && options.to !== undefined && options.from >= options.to)
          command.error('error: --to is not after --from.');
        finish(await runCommand(regions, options, context));
      },
    );
  },
};

const EXAMPLES = `
A grant is in force from its begin or its commit, whichever is later, until its end or the commit that ended it.
What was done with it is in the audit log of the cloud: the report prints the commands that ask there.

Examples:
  atoll access report
  atoll access report aws-us-east-1 --from 2026-07-01T00:00:00Z --to 2026-10-01T00:00:00Z
  atoll access report -o json

Exit codes: 0 done, 1 a file of a grant is broken (the others are told) or there is no such region, 64 wrong usage.`;

async function runCommand(
  regions: readonly string[],
  { from, to, at, output }: ReportCommandOptions,
  { root, stdout, now, environment }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { reportAccess } = await import('../../access/report-access.ts');
  const report = await reportAccess({ root, regions, from, to, at: at ?? now(), environment });
  if (output === 'json') printJson(stdout, 'access report', report);
  else {
    const { renderAccessReport } = await import('../../access/render-access.ts');
    stdout.write(renderAccessReport(report, createStyle(stdout)));
  }
  return report.problems.length > 0 ? exitCodes.failed : exitCodes.ok;
}
