import { addActorOption, nameActor } from '../../acting-person.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import { printDecision } from '../../drift/print-decision.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';

interface AckCommandOptions extends DriftOptions {
  readonly comment?: string;
  readonly as?: string;
  readonly output: OutputFormat;
}

/** `atoll drift ack <record>`: somebody has seen it. */
export const ackDrift: CliCommand = {
  name: 'ack',
  add(program, context, finish) {
    const command = program
      .command('ack')
      .argument('<record>', 'name of the drift record, as atoll drift list shows it')
      .description('Say that you have seen a drift: nobody is told again until it changes.')
      .option('--comment <text>', 'what others should know')
      .addHelpText('after', EXAMPLES);
    addOutputOption(addActorOption(addDriftOptions(command))).action(
      async (record: string, options: AckCommandOptions) =>
        finish(await runCommand(record, options, context)),
    );
  },
};

const EXAMPLES = `
The drift stays, and is healed as its policy says. Needed rights: get and patch on driftrecords.atoll.dev.

Examples:
  atoll drift ack deployment-cart-5d1c0f3a
  atoll drift ack deployment-cart-5d1c0f3a --comment "load test, until noon" --as ann@example.com

Exit codes: 0 written, 1 not: no such record, healed already, or the cluster refuses; 64 wrong usage.`;

async function runCommand(
  name: string,
  { comment, as, namespace, output, ...cluster }: AckCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const { decideRecord, requireDrifted, toAcknowledgement } = await import('../../drift/decide-record.ts');
  const by = await nameActor(as, context);
  const at = context.now();
  const connection = openConnection(cluster);
  await decideRecord(connection, { namespace, name }, (record) => {
    requireDrifted(record);
    return toAcknowledgement(by, at, comment);
  }).finally(() => connection.close());
  const message = `${by} has seen ${name}: nobody is told again until it changes.`;
  const report = { record: name, decision: 'acknowledged', by, at: at.toISOString(), message } as const;
  printDecision(context, output, { command: 'drift ack', report });
  return exitCodes.ok;
}
