import { addActorOption, nameActor } from '../../acting-person.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import { printDecision } from '../../drift/print-decision.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';

interface HealCommandOptions extends DriftOptions {
  readonly allowDisruptive: boolean;
  readonly as?: string;
  readonly output: OutputFormat;
}

/** `atoll drift heal <record>`: asks the agent to heal now. */
export const healDrift: CliCommand = {
  name: 'heal',
  add(program, context, finish) {
    const command = program
      .command('heal')
      .argument('<record>', 'name of the drift record, as atoll drift list shows it')
      .description('Ask the agent to heal a drift now, as far as its policy goes.')
      .option(
        '--allow-disruptive',
        'also when something is interrupted, outside of windows and in a freeze',
        false,
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(addActorOption(addDriftOptions(command))).action(
      async (record: string, options: HealCommandOptions) =>
        finish(await runCommand(record, options, context)),
    );
  },
};

const EXAMPLES = `
Nothing is healed against the policy, in a pause, or at the price of data, whoever asks. A request is good for an hour.
Needed rights: get and patch on driftrecords.atoll.dev.

Examples:
  atoll drift heal deployment-cart-5d1c0f3a
  atoll drift heal nodepool-elastic-1a2b3c4d --allow-disruptive --as ann@example.com

Exit codes: 0 asked for, 1 not: no such record, healed already, or the cluster refuses; 2 nothing would come of it, and the
message says what would; 64 wrong usage.`;

async function runCommand(
  name: string,
  { allowDisruptive, as, namespace, output, ...cluster }: HealCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const { decideRecord, requireDrifted, toHealRequest } = await import('../../drift/decide-record.ts');
  const { explainRefusal } = await import('../../drift/explain-refusal.ts');
  const by = await nameActor(as, context);
  const at = context.now();
  const connection = openConnection(cluster);
  const refusal = await decideRecord(connection, { namespace, name }, (record) => {
    requireDrifted(record);
    return explainRefusal(record, allowDisruptive) ?? toHealRequest(by, at, allowDisruptive);
  }).finally(() => connection.close());
  const decision = refusal === undefined ? 'heal-requested' : 'refused';
  const message =
    refusal ?? `${by} asked to heal ${name}: see what comes of it with atoll drift show ${name}.`;
  const report = { record: name, decision, by, at: at.toISOString(), message } as const;
  printDecision(context, output, { command: 'drift heal', report });
  return refusal === undefined ? exitCodes.ok : exitCodes.refused;
}
