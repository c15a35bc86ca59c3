import { questionsOf, type RegionQuestion } from '@atoll/region-config/questions';
import { cloudQuestions } from '@atoll/synth/questions';
import { type Command, Option } from 'commander';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { explainFailure } from '../../explain-failure.ts';
import type { NewRegionReport } from '../../json-outputs.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

type NewCommandOptions = Readonly<Record<string, unknown>> & {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly output: OutputFormat;
};

/** `atoll region new [name]`: asks about a region and writes its file. */
export const newRegion: CliCommand = {
  name: 'new',
  add(program, context, finish) {
    const command = program
      .command('new')
      .argument('[name]', 'name of the region; asked for on a terminal')
      .description(
        'Ask about a new region and write regions/<name>/region.yaml, with a comment on every field.',
      );
    const flags = addQuestionOptions(command);
    command
      .option('-y, --yes', 'ask nothing: take the defaults for what no option answers', false)
      .option('--dry-run', 'print the file, and write nothing', false)
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (name: string | undefined, options: NewCommandOptions) => {
      const given = [...flags].flatMap(([attribute, flag]) => {
        const value = options[attribute];
        return typeof value === 'string' ? [[flag, value] as const] : [];
      });
      finish(await runCommand(name, { ...options, flags: new Map(given) }, context));
    });
  },
};

const EXAMPLES = `
On a terminal it asks what no option answers; ? explains the field. Elsewhere, and with --yes, defaults answer.
Without --cidr it proposes a network that no region of the fleet uses; without --external-id it draws one at random.

Examples:
  atoll region new
  atoll region new aws-eu-west-1 --location eu-west-1 --account 111122223333 --domain apps.example.com
  atoll region new aws-eu-west-1 --location eu-west-1 --account 111122223333 --domain apps.example.com --yes --dry-run

Exit codes: 0 written, 1 something is wrong with the answers and nothing was written, 64 wrong usage.`;

/** Adds an option a question, and gives the flags by the names that commander gives their values. */
function addQuestionOptions(command: Command): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  const add = ({ flag, text }: RegionQuestion, from: string) => {
    const option = new Option(`--${flag} <value>`, `${text}${from}`);
    if (flags.has(option.attributeName())) return;
    flags.set(option.attributeName(), flag);
    command.addOption(option);
  };
  for (const question of questionsOf({ identity: [], details: [] })) add(question, '');
  for (const { cloud, identity, details } of cloudQuestions) {
    for (const question of [...identity, ...details]) add(question, ` (${cloud})`);
  }
  return flags;
}

async function runCommand(
  name: string | undefined,
  options: NewCommandOptions & { readonly flags: ReadonlyMap<string, string> },
  context: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { createRegion, isIncomplete } = await import('../../region/new/create-region.ts');
  const isAsking = !options.yes && options.output === 'text' && context.terminal !== undefined;
  const prompter = isAsking ? await openPrompter(context) : undefined;
  const report = await createRegion({
    root: context.root,
    name,
    flags: options.flags,
    prompter,
    isDryRun: options.dryRun,
    at: context.now(),
  }).catch((error: unknown) => {
    if (!isIncomplete(error)) throw error;
    context.stderr.write(explainFailure(error, { showStack: false }));
    return undefined;
  });
  if (report === undefined) return exitCodes.usage;
  if (options.output === 'json') printJson(context.stdout, 'region new', report);
  else printText(report, context);
  return report.problems.length === 0 ? exitCodes.ok : exitCodes.failed;
}

async function openPrompter({ terminal }: CliContext) {
  const { createPrompter } = await import('../../region/new/prompter.ts');
  return terminal === undefined ? undefined : createPrompter(terminal);
}

function printText(report: NewRegionReport, { stdout, stderr }: CliContext): void {
  const { region, file, written, text, problems } = report;
  // The file that the places are of does not stand anywhere.
  for (const { path, message } of problems) stderr.write(`${path}: ${message}\n`);
  if (problems.length > 0) stderr.write('Nothing was written.\n');
  else if (!written) stdout.write(text);
  else stdout.write(renderNext(region, file));
}

function renderNext(region: string, file: string): string {
  return `${file} written.
Next:
  1. Read it, and commit it.
  2. npx atoll region bootstrap ${region} --summary      what its owner has to agree to
  3. npx atoll region bootstrap ${region} --format …     what its owner runs first
  4. npx nx run synth
`;
}
