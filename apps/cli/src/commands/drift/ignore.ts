import { InvalidArgumentError, Option } from 'commander';
import { addActorOption, nameActor } from '../../acting-person.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import { printDecision } from '../../drift/print-decision.ts';
import { parseUntil, toInstant, type Until } from '../../drift/until-option.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';

/** A reason of fewer characters says nothing. */
const MIN_REASON = 3;

interface IgnoreCommandOptions extends DriftOptions {
  readonly until: Until;
  readonly reason: string;
  readonly as?: string;
  readonly output: OutputFormat;
}

/** `atoll drift ignore <record>`: neither told nor healed for a while. */
export const ignoreDrift: CliCommand = {
  name: 'ignore',
  add(program, context, finish) {
    const command = program
      .command('ignore')
      .argument('<record>', 'name of the drift record, as atoll drift list shows it')
      .description('Leave a drift alone for a while: it is neither told nor healed until then.')
      .addOption(
        new Option('--until <time|span>', 'until when, such as 2h or 2026-12-01T08:00:00Z')
          .argParser(parseUntil)
          .makeOptionMandatory(),
      )
      .addOption(new Option('--reason <text>', 'why').argParser(parseReason).makeOptionMandatory())
      .addHelpText('after', EXAMPLES);
    addOutputOption(addActorOption(addDriftOptions(command))).action(
      async (record: string, options: IgnoreCommandOptions) => {
        const now = context.now();
        const until = toInstant(options.until, now);
        if (until <= now) command.error(`error: --until ${until.toISOString()} is not in the future.`);
        finish(await runCommand(record, { ...options, until: { at: until } }, context));
      },
    );
  },
};

const EXAMPLES = `
For good, paste the rule that atoll drift show prints into region.yaml. Needed rights: get and patch on driftrecords.atoll.dev.

Examples:
  atoll drift ignore deployment-cart-5d1c0f3a --until 2h --reason "load test"
  atoll drift ignore nodepool-elastic-1a2b3c4d --until 2026-12-01T08:00:00Z --reason "INC-42, see the ticket"

Exit codes: 0 written, 1 not: no such record, healed already, or the cluster refuses; 64 wrong usage.`;

async function runCommand(
  name: string,
  { until, reason, as, namespace, output, ...cluster }: IgnoreCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const { decideRecord, requireDrifted, toIgnorance } = await import('../../drift/decide-record.ts');
  const { renderInstant } = await import('@atoll/region-config');
  const by = await nameActor(as, context);
  const at = context.now();
  const end = renderInstant(toInstant(until, at));
  const connection = openConnection(cluster);
  await decideRecord(connection, { namespace, name }, (record) => {
    requireDrifted(record);
    return toIgnorance({ by, until: end, reason });
  }).finally(() => connection.close());
  const message = `${by} leaves ${name} alone until ${end}: it is neither told nor healed.`;
  const report = { record: name, decision: 'ignored', by, at: at.toISOString(), message } as const;
  printDecision(context, output, { command: 'drift ignore', report });
  return exitCodes.ok;
}

function parseReason(text: string): string {
  if (text.trim().length >= MIN_REASON) return text.trim();
  throw new InvalidArgumentError(`Write a reason of ${MIN_REASON} characters or more.`);
}
