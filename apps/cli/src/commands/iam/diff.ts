import { renderProblem } from '@atoll/core';
import type { Command } from 'commander';
import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface DiffCommandOptions {
  readonly base?: string;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll iam diff <region> [from..to]`: what changes in what a region's roles need and may do, and for which objects. */
export const diffIam: CliCommand = {
  name: 'diff',
  add(program, context, finish) {
    const command = program
      .command('diff')
      .argument('<region>', 'name of the region')
      .argument('[revisions]', 'two revisions, such as v1.4.0..v1.5.0')
      .description(
        'Compare what the roles of a region need and may do at two revisions of the configuration.',
      )
      .option('--base <revision>', 'compare the files as they are with this revision (default: HEAD)')
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(
      async (region: string, revisions: string | undefined, options: DiffCommandOptions) => {
        const sides = toSides(command, revisions, options.base);
        finish(await runCommand(region, { ...options, ...sides }, context));
      },
    );
  },
};

const EXAMPLES = `
Examples:
  atoll iam diff aws-us-east-1                        what the uncommitted changes would do
  atoll iam diff aws-us-east-1 --base origin/main
  atoll iam diff aws-us-east-1 v1.4.0..v1.5.0 -o json

Exit codes: 0 compared, 1 no such region or revision, or its files have problems, 64 wrong usage.`;

interface Sides {
  readonly from: string;
  readonly to: string | undefined;
}

function toSides(command: Command, revisions: string | undefined, base: string | undefined): Sides {
  if (revisions === undefined) return { from: base ?? 'HEAD', to: undefined };
  if (base !== undefined) command.error('error: name two revisions, or a --base, not both');
  const [from = '', to = '', ...rest] = revisions.split('..');
  if (from === '' || to === '' || rest.length > 0)
    command.error(`error: ${revisions} is not two revisions, such as v1.4.0..v1.5.0`);
  return { from, to };
}

async function runCommand(
  name: string,
  { from, to, at, output }: DiffCommandOptions & Sides,
  { root, environment, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { diffRegion } = await import('../../iam/diff-region.ts');
  const { renderDelta } = await import('../../iam/render-iam.ts');
  const report = await diffRegion({ root, name, from, to, environment, at: at ?? now() });
  if (output === 'json') printJson(stdout, 'iam diff', report);
  else if ('problems' in report)
    for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
  else stdout.write(renderDelta(report));
  return 'problems' in report ? exitCodes.failed : exitCodes.ok;
}
