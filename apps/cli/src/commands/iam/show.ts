import { AppError, renderProblem } from '@atoll/core';
import { addAtOption } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface ShowOptions {
  readonly role?: string;
  readonly documents: boolean;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll iam show <region>`: the roles of a region in words and as documents. */
export const showIam: CliCommand = {
  name: 'show',
  add(program, context, finish) {
    const command = program
      .command('show')
      .argument('<region>', 'name of the region')
      .description(
        'Say what each role of a region can and cannot do, who may assume it, and what it is made of.',
      )
      .option('--role <name>', 'only this role, such as deployment or karpenter; with its documents')
      .option('--documents', 'print the documents of all roles too', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addAtOption(command)).action(async (region: string, options: ShowOptions) =>
      finish(await runCommand(region, options, context)),
    );
  },
};

const EXAMPLES = `
Examples:
  atoll iam show aws-us-east-1
  atoll iam show aws-us-east-1 --role deployment
  atoll iam show aws-us-east-1 -o json

Exit codes: 0 done, 1 no such region or role, or its files have problems, 64 wrong usage.`;

async function runCommand(
  name: string,
  { role, documents, at, output }: ShowOptions,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { loadAccessRegion } = await import('../../iam/access-region.ts');
  const { renderRoles } = await import('../../iam/render-iam.ts');
  const loaded = await loadAccessRegion({ root, name, at: at ?? now() });
  if ('problems' in loaded) {
    if (output === 'json') printJson(stdout, 'iam show', loaded);
    else for (const problem of loaded.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  const { access, region } = loaded.value;
  const all = access.listRoles(region);
  const roles = role === undefined ? all : all.filter((candidate) => candidate.name === role);
  if (roles.length === 0)
    throw await unknownRole(
      name,
      role ?? '',
      all.map((known) => known.name),
    );
  const report = { region: name, roles };
  if (output === 'json') printJson(stdout, 'iam show', report);
  else stdout.write(renderRoles(report, documents || role !== undefined));
  return exitCodes.ok;
}

async function unknownRole(region: string, role: string, known: readonly string[]): Promise<AppError> {
  const { nearestName } = await import('@atoll/region-config');
  const near = nearestName(role, known);
  const remedy = near === undefined ? `it has ${known.join(', ')}` : `did you mean ${near}?`;
  return new AppError('ERR_IAM_ROLE', `Region ${region} has no role ${JSON.stringify(role)}; ${remedy}`);
}
