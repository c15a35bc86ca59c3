import { renderProblem } from '@atoll/core';
import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { createStyle } from '../../style.ts';

interface ListCommandOptions {
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll access list [region…]`: live, coming and past grants. */
export const accessList: CliCommand = {
  name: 'list',
  add(program, context, finish) {
    const command = program
      .command('list')
      .argument('[region...]', 'names of regions (default: all)')
      .description('List the grants of access: who has a role now, who will have one, and who had one.')
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(
      async (regions: readonly string[], options: ListCommandOptions) =>
        finish(await runCommand(regions, options, context)),
    );
  },
};

const EXAMPLES = `
Grants that were deleted are in Git only: atoll access report has them.

Examples:
  atoll access list
  atoll access list aws-us-east-1 --at 2026-10-01T08:00:00Z
  atoll access list -o json

Exit codes: 0 done, 1 a file of a grant is broken (the others are listed) or there is no such region, 64 wrong usage.`;

async function runCommand(
  regions: readonly string[],
  options: ListCommandOptions,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { readGrants } = await import('../../access/read-grants.ts');
  const { toGrantEntry } = await import('../../access/grant-entry.ts');
  const at = options.at ?? now();
  const read = await readGrants(root, regions);
  const grants = read.grants.map((grant) => toGrantEntry(grant, at));
  if (options.output === 'json') printJson(stdout, 'access list', { grants, problems: read.problems });
  else {
    const { renderAccessList } = await import('../../access/render-access.ts');
    stdout.write(renderAccessList(grants, createStyle(stdout)));
    for (const problem of read.problems) stderr.write(`${renderProblem(problem)}\n`);
  }
  return read.problems.length > 0 ? exitCodes.failed : exitCodes.ok;
}
