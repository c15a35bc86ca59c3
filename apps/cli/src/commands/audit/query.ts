import { Option } from 'commander';
import { parseAt } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface QueryCommandOptions {
  readonly region?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly actor?: string;
  readonly action?: string;
  readonly output: OutputFormat;
}

/** `atoll audit query <path…>`: who did what. */
export const queryAudit: CliCommand = {
  name: 'query',
  add(program, context, finish) {
    const command = program
      .command('query')
      .argument('<path...>', 'folders of audit logs, or files of one')
      .description('List the records of audit logs: who did what to what, when, and how it ended.')
      .option('--region <name>', 'only of this region')
      .addOption(new Option('--from <instant>', 'first instant (default: since ever)').argParser(parseAt))
      .addOption(
        new Option('--to <instant>', 'first instant behind the last (default: for ever)').argParser(parseAt),
      )
      .option('--actor <actor>', 'only by this one, such as user:ann@example.com')
      .option('--action <action>', 'only this action, or all before its dot, such as heal')
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (paths: readonly string[], options: QueryCommandOptions) => {
      if (options.from !== undefined && options.to !== undefined && options.from >= options.to)
        command.error('error: --to is not after --from.');
      finish(await runCommand(paths, options, context));
    });
  },
};

const EXAMPLES = `
Whether the log is as it was written is another question: atoll audit verify.

Examples:
  atoll audit query /var/log/atoll/audit
  atoll audit query audit/ --region aws-us-east-1 --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z
  atoll audit query audit/ --action heal --actor user:ann@example.com -o json

Exit codes: 0 done, 1 there is no log, or a line of it is no record; 64 wrong usage.`;

async function runCommand(
  paths: readonly string[],
  { region, from, to, actor, action, output }: QueryCommandOptions,
  { stdout }: CliContext,
): Promise<ExitCode> {
  const { queryChains } = await import('../../audit/query-chains.ts');
  const report = await queryChains(paths, {
    ...(region === undefined ? {} : { region }),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
  });
  if (output === 'json') printJson(stdout, 'audit query', report);
  else {
    const { renderRecords } = await import('../../audit/render-audit.ts');
    stdout.write(renderRecords(report));
  }
  return exitCodes.ok;
}
