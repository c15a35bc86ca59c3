import { resolve } from 'node:path';
import { renderProblem } from '@atoll/core';
import { Option } from 'commander';
import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import type { VerifyReport } from '../../region/verify/verify-report.ts';
import { renderCount } from '../../render-count.ts';

interface VerifyCommandOptions {
  readonly documents?: string;
  readonly live: boolean;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll region verify <region>`: whether everything that the rendering needs is granted. */
export const verifyRegion: CliCommand = {
  name: 'verify',
  add(program, context, finish) {
    const command = program
      .command('verify')
      .argument('<region>', 'name of the region')
      .description(
        'Check every action that a region needs: against the documents that Atoll writes, those that were really granted, or the cloud itself.',
      )
      .addOption(
        new Option(
          '--documents <folder>',
          'JSON files of the Deployment role as it is: its policies, trust.json, boundary.json if it has one',
        ).conflicts('live'),
      )
      .option(
        '--live',
        'ask the cloud, by its own command line and whoever is signed in there; changes nothing',
        false,
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(async (region: string, options: VerifyCommandOptions) =>
      finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
With --live in AWS: sts:GetCallerIdentity, iam:GetRole and iam:SimulatePrincipalPolicy, by version 2 of the AWS CLI.

Examples:
  atoll region verify aws-us-east-1
  atoll region verify aws-us-east-1 --documents exported
  AWS_PROFILE=customer atoll region verify aws-us-east-1 --live

Exit codes: 0 everything is allowed, 1 an action is missing, or it could not be checked, 64 wrong usage.`;

async function runCommand(
  name: string,
  { documents, live, at, output }: VerifyCommandOptions,
  { root, environment, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { verifyRegion: verify } = await import('../../region/verify/verify-region.ts');
  const { createRunProgram } = await import('../../region/verify/run-program.ts');
  const report = await verify({
    root,
    name,
    at: at ?? now(),
    ...(documents === undefined ? {} : { documents: resolve(documents) }),
    ...(live ? { live: createRunProgram(environment) } : {}),
    ...(stderr.isTerminal ? { onProgress: (what) => stderr.write(`asking: ${what}\n`) } : {}),
  });
  if (output === 'json') printJson(stdout, 'region verify', report);
  else if ('problems' in report)
    for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
  else stdout.write(await renderReport(report));
  return 'problems' in report || report.missing.length > 0 ? exitCodes.failed : exitCodes.ok;
}

const AGAINST: Readonly<Record<VerifyReport['source'], string>> = {
  atoll: 'the documents that Atoll writes',
  documents: 'the documents that were granted',
  cloud: 'the cloud',
};

async function renderReport({ region, source, checked, missing, notes }: VerifyReport): Promise<string> {
  const { renderMissing } = await import('../../iam/render-iam.ts');
  const outcome = missing.length === 0 ? 'all allowed' : `${renderCount(missing.length, 'need')} not allowed`;
  const lines = [
    `${region}: ${renderCount(checked, 'need')} checked against ${AGAINST[source]}, ${outcome}`,
    ...missing.map((one) => `  missing: ${renderMissing(one)}`),
    ...notes.map((note) => `  note: ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}
