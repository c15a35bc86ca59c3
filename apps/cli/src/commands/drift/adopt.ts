import { renderProblem } from '@atoll/core';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface AdoptCommandOptions extends DriftOptions {
  readonly dryRun: boolean;
  readonly output: OutputFormat;
}

/** `atoll drift adopt <record>`: the live value into region.yaml. */
export const adoptDrift: CliCommand = {
  name: 'adopt',
  add(program, context, finish) {
    const command = program
      .command('adopt')
      .argument('<record>', 'name of the drift record, as atoll drift list shows it')
      .description('Write the live value of a drift into region.yaml, where a field of it renders just that.')
      .option('--dry-run', 'say what would be written, and write nothing', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addDriftOptions(command)).action(async (record: string, options: AdoptCommandOptions) =>
      finish(await runCommand(record, options, context)),
    );
  },
};

const EXAMPLES = `
The file is written only where the region, rendered offline with it, has the live value; comments in it stay. Commit and publish
it, and the drift is over. Where no field renders the value, the rule by which it is never drift again is printed.
Needed rights: get on driftrecords.atoll.dev and on the object.

Examples:
  atoll drift adopt nodepool-elastic-1a2b3c4d
  atoll drift adopt instance-atoll-aws-us-east-1-db-5d1c0f3a --context control --dry-run

Exit codes: 0 written, or would be; 1 not: no such record or region, or its files have problems; 2 something of it cannot be said
in region.yaml (the rest is written); 64 wrong usage.`;

async function runCommand(
  record: string,
  { namespace, dryRun, output, ...cluster }: AdoptCommandOptions,
  { root, stdout, stderr, now }: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client and the clouds load in half a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const adoption = await import('../../drift/adopt/adopt-drift.ts');
  const connection = openConnection(cluster);
  const report = await adoption
    .adoptDrift(connection, { root, namespace, record, dryRun, now: now() })
    .finally(() => connection.close());
  if (output === 'json') printJson(stdout, 'drift adopt', report);
  if (!('adopted' in report)) {
    if (output === 'text') for (const problem of report.problems) stderr.write(`${renderProblem(problem)}\n`);
    return exitCodes.failed;
  }
  if (output === 'text') {
    const { renderAdoption } = await import('../../drift/adopt/render-adoption.ts');
    stdout.write(renderAdoption(report));
  }
  return report.unadopted.length === 0 ? exitCodes.ok : exitCodes.refused;
}
