import { Option } from 'commander';
import { type VerdictClass, verdictClasses } from '@atoll/agent-model';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { isOpen, toDriftEntry } from '../../drift/drift-entry.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import type { RecordFilter } from '../../drift/list-records.ts';
import type { DriftChangeReport } from '../../drift/render-drift-event.ts';
import type { RecordEvent } from '../../drift/watch-records.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface ListCommandOptions extends DriftOptions {
  readonly region?: string;
  readonly class?: VerdictClass;
  readonly all: boolean;
  readonly watch: boolean;
  readonly output: OutputFormat;
}

/** `atoll drift list`: everything that is not as in Git, in a table, once or as it changes. */
export const listDrift: CliCommand = {
  name: 'list',
  add(program, context, finish) {
    const command = program
      .command('list')
      .description(
        'List what is not as in Git: region, stage, object, class, fields, since when, what happens next.',
      )
      .option('--region <name>', 'only of this region')
      .addOption(
        new Option('--class <class>', 'only of this class').choices(
          verdictClasses.filter((name) => name !== 'InSync'),
        ),
      )
      .option('--all', 'what is healed too', false)
      .option('--watch', 'print every change as it comes, until Ctrl-C', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(addDriftOptions(command)).action(async (options: ListCommandOptions) =>
      finish(await runCommand(options, context)),
    );
  },
};

const EXAMPLES = `
With --watch and -o json each change is a document in a line of its own. What somebody acknowledged is open all the same;
what is ignored is listed, and is not open. Needed rights: list, with --watch also watch, on driftrecords.atoll.dev.

Examples:
  atoll drift list
  atoll drift list --context eu-1 --region aws-eu-central-1 --class Modified
  atoll drift list --watch
  atoll drift list -o json

Exit codes: 0 nothing is open, or --watch was ended; 1 the cluster cannot be read, 2 something is open, 64 wrong usage.`;

async function runCommand(options: ListCommandOptions, context: CliContext): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const connection = openConnection(options);
  const filter: RecordFilter = {
    namespace: options.namespace,
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.class === undefined ? {} : { class: options.class }),
  };
  try {
    if (options.watch) {
      await watch(connection, { ...options, filter }, context);
      return exitCodes.ok;
    }
    const { listRecords } = await import('../../drift/list-records.ts');
    const records = await listRecords(connection, filter);
    return await printRecords({ records, server: connection.server }, options, context);
  } finally {
    await connection.close();
  }
}

type Connection = ReturnType<typeof import('../../cluster/open-connection.ts').openConnection>;
type Records = Awaited<ReturnType<typeof import('../../drift/list-records.ts').listRecords>>;

async function printRecords(
  { records, server }: { readonly records: Records; readonly server: string },
  { all, output }: ListCommandOptions,
  { stdout, now }: CliContext,
): Promise<ExitCode> {
  const at = now();
  const entries = records.map((record) => toDriftEntry(record, at));
  const listed = all ? entries : entries.filter(({ state }) => state !== 'healed');
  const open = entries.filter(isOpen).length;
  if (output === 'json') printJson(stdout, 'drift list', { server, records: listed, open });
  else {
    const { renderDriftList } = await import('../../drift/render-drift-list.ts');
    stdout.write(renderDriftList(listed, at));
    if (open > 0) stdout.write('Next: atoll drift show <record>\n');
  }
  return open > 0 ? exitCodes.refused : exitCodes.ok;
}

async function watch(
  connection: Connection,
  {
    output,
    all,
    filter,
  }: { readonly output: OutputFormat; readonly all: boolean; readonly filter: RecordFilter },
  { stdout, now }: CliContext,
): Promise<void> {
  const { catchStopSignals } = await import('../../watch/stop-signal.ts');
  const { listRecords } = await import('../../drift/list-records.ts');
  const { watchRecords } = await import('../../drift/watch-records.ts');
  const { renderDriftEvent } = await import('../../drift/render-drift-event.ts');
  // A watch goes on for ever against a cluster that it may not read; a list says so at once.
  await listRecords(connection, filter);
  const stop = catchStopSignals(() => undefined);
  const onEvent = (event: RecordEvent) => {
    const at = now();
    const change = toChange(event, at);
    if (output === 'json') printJson(stdout, 'drift list --watch', change);
    else stdout.write(`${renderDriftEvent(change, at)}\n`);
  };
  try {
    await watchRecords(connection, { ...filter, all, stop: stop.signal, onEvent });
  } finally {
    stop.dispose();
  }
}

function toChange(event: RecordEvent, now: Date): DriftChangeReport {
  const at = now.toISOString();
  return event.type === 'state'
    ? { at, event: 'state', state: event.state, reason: event.reason }
    : { at, event: event.type, record: toDriftEntry(event.record, now) };
}
