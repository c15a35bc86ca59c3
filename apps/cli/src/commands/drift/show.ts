import { resolve } from 'node:path';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addDriftOptions, type DriftOptions } from '../../drift/drift-options.ts';
import type { DriftPage } from '../../drift/drift-page.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';
import { createStyle } from '../../style.ts';

interface ShowCommandOptions extends DriftOptions {
  readonly html?: string;
  readonly output: OutputFormat;
}

/** `atoll drift show <record>`: a drift as a page. */
export const showDrift: CliCommand = {
  name: 'show',
  add(program, context, finish) {
    const command = program
      .command('show')
      .argument('<record>', 'name of the drift record, as atoll drift list shows it')
      .description(
        'Show a drift as a page: field, live and wanted value, who, what happens and when, what to do, its history.',
      )
      .option('--html <file>', 'write the page to a file that any browser shows; it loads and runs nothing')
      .addHelpText('after', EXAMPLES);
    addOutputOption(addDriftOptions(command)).action(async (record: string, options: ShowCommandOptions) =>
      finish(await runCommand(record, options, context)),
    );
  },
};

const EXAMPLES = `
Secrets are shown as a digest only. A file that is there is written over.

Examples:
  atoll drift show deployment-cart-5d1c0f3a
  atoll drift show deployment-cart-5d1c0f3a --html drift.html
  atoll drift show deployment-cart-5d1c0f3a -o json

Exit codes: 0 shown, 1 there is no such record or the cluster cannot be read, 64 wrong usage.`;

async function runCommand(
  record: string,
  options: ShowCommandOptions,
  { stdout, now }: CliContext,
): Promise<ExitCode> {
  // The Kubernetes client loads in a quarter of a second, which no other command must pay for.
  const { openConnection } = await import('../../cluster/open-connection.ts');
  const { readRecord } = await import('../../drift/read-record.ts');
  const { toDriftPage } = await import('../../drift/drift-page.ts');
  const connection = openConnection(options);
  const at = now();
  const page = await readRecord(connection, options.namespace, record)
    .then((found) => toDriftPage(found, at))
    .finally(() => connection.close());
  const file = options.html === undefined ? undefined : resolve(options.html);
  if (file !== undefined) await writeHtml(file, page, at);
  if (options.output === 'json') printJson(stdout, 'drift show', page);
  else if (file !== undefined) stdout.write(`Wrote ${file}\n`);
  else {
    const { renderDriftPage } = await import('../../drift/render-drift-page.ts');
    stdout.write(renderDriftPage(page, at, createStyle(stdout)));
  }
  return exitCodes.ok;
}

async function writeHtml(file: string, page: DriftPage, now: Date): Promise<void> {
  const { renderDriftHtml } = await import('../../drift/render-drift-html.ts');
  const { replaceFile } = await import('../../observe/replace-file.ts');
  await replaceFile(file, renderDriftHtml(page, now));
}
