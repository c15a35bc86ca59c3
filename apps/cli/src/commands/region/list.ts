import { renderProblem } from '@atoll/core';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import type { ListedRegion, RegionListReport } from '../../json-outputs.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { renderTable } from '../../region/render-table.ts';
import { renderCount } from '../../render-count.ts';

/** `atoll region list`: every configured region in a line. */
export const listRegion: CliCommand = {
  name: 'list',
  add(program, context, finish) {
    const command = program
      .command('list')
      .description('List the configured regions: cloud, place, account, network, exposure, size, problems.')
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async ({ output }: { readonly output: OutputFormat }) =>
      finish(await runCommand(output, context)),
    );
  },
};

const EXAMPLES = `
Examples:
  atoll region list
  atoll region list -o json

Exit codes: 0 listed, also when regions have problems (validate is about those); 1 nothing can be listed, 64 wrong usage.`;

async function runCommand(
  output: OutputFormat,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { listRegions } = await import('../../region/list-regions.ts');
  const report = await listRegions(root, now());
  if (output === 'json') printJson(stdout, 'region list', report);
  else {
    stdout.write(renderRegions(report));
    for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
  }
  return exitCodes.ok;
}

function renderRegions({ regions }: RegionListReport): string {
  const head = ['NAME', 'CLOUD', 'LOCATION', 'ACCOUNT', 'NETWORK', 'EXPOSURE', 'SIZE', 'PROBLEMS'];
  return renderTable([head, ...regions.map(toRow)]);
}

function toRow(region: ListedRegion): readonly string[] {
  const { name, cloud, location, account, cidr, exposure, size, problems } = region;
  const cells = [cloud, location, account, cidr, exposure, size].map((cell) => cell ?? '-');
  return [
    name,
    ...cells,
    problems.length === 0 ? '' : `${renderCount(problems.length, 'problem')}: npx nx run validate`,
  ];
}
