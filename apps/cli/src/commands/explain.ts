import { type Problem, renderProblem } from '@atoll/core';
import type { FieldExplanation } from '@atoll/region-config';
import type { CliCommand } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../cli-context.ts';
import type { RegionExplanation } from '../explain/explain-region.ts';
import { addOutputOption, type OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';

interface ExplainCommandOptions {
  /** Name of a region whose values are shown too. */
  readonly region?: string;
  readonly output: OutputFormat;
}

/** `atoll explain <field>`: meaning, default, source sentence and effect of a field, and what a region has there. */
export const explain: CliCommand = {
  name: 'explain',
  add(program, context, finish) {
    const command = program
      .command('explain')
      .argument(
        '[field]',
        'path such as spec.persistence.size, organization.spec.deploy or observed.spec.aws',
        'region',
      )
      .description(
        'Say what a field of the configuration means, its default, where that comes from and what it does.',
      )
      .option('--region <name>', 'say too what this region has there, and from where')
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (field: string, options: ExplainCommandOptions) =>
      finish(await runCommand(field, options, context)),
    );
  },
};

const EXAMPLES = `
With --region and no field, or spec, it says as well what the region needs from the account's owner and what it waits for.

Examples:
  atoll explain spec
  atoll explain spec.persistence.size
  atoll explain spec.aws.privateConnections
  atoll explain spec.compute.nodes.max --region aws-us-east-1
  atoll explain --region aws-us-east-1

Exit codes: 0 done, 1 no such field or region, or its files have problems, 64 wrong usage.`;

async function runCommand(
  field: string,
  { region, output }: ExplainCommandOptions,
  { root, stdout, stderr }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { clouds } = await import('@atoll/synth');
  const { explainField } = await import('@atoll/region-config');
  const explanation = explainField(
    clouds.map((cloud) => cloud.schemas),
    field,
  );
  const here = region === undefined ? undefined : await explainHere(explanation, root, region);
  if (here !== undefined && 'problems' in here) {
    if (output === 'json') printJson(stdout, 'explain', here);
    else for (const problem of here.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  if (output === 'json') printJson(stdout, 'explain', { ...explanation, ...(here && { here }) });
  else stdout.write(await renderText(explanation, here));
  return exitCodes.ok;
}

async function explainHere(
  explanation: FieldExplanation,
  root: string,
  region: string,
): Promise<RegionExplanation | { readonly problems: readonly Problem[] }> {
  const { loadRegion } = await import('../load-region.ts');
  const { explainRegion } = await import('../explain/explain-region.ts');
  const loaded = await loadRegion(root, region);
  return 'problems' in loaded ? loaded : explainRegion(explanation, loaded.value);
}

async function renderText(
  explanation: FieldExplanation,
  here: RegionExplanation | undefined,
): Promise<string> {
  const { renderExplanation } = await import('@atoll/region-config');
  const text = renderExplanation(explanation);
  if (here === undefined) return text;
  const { renderRegionExplanation } = await import('../explain/render-region-explanation.ts');
  return text + renderRegionExplanation(explanation, here);
}
