import { type Problem, renderProblem } from '@atoll/core';
import { type Command, Option } from 'commander';
import { parseDuration } from '../../access/duration-option.ts';
import type { GrantedAccess, GrantOutcome } from '../../access/grant-access.ts';
import { addAtOption, parseAt } from '../../at-option.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { collectValues } from '../../collect-values.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface GrantCommandOptions {
  readonly role: string;
  readonly person: string;
  readonly subject: string;
  readonly reason: string;
  readonly ticket: string;
  readonly approver: readonly string[];
  readonly for?: number;
  readonly from?: Date;
  readonly until?: Date;
  readonly id?: string;
  readonly at?: Date;
  readonly output: OutputFormat;
}

/** `atoll access grant <region>`: writes the file of a grant. */
export const accessGrant: CliCommand = {
  name: 'grant',
  add(program, context, finish) {
    const command = program
      .command('grant')
      .argument('<region>', 'name of the region')
      .description(
        'Write a grant: a role of a region for one person and a span of time. Nothing is committed.',
      )
      .addHelpText('after', EXAMPLES);
    addWhoOptions(command);
    addWhenOptions(command);
    addOutputOption(addAtOption(command)).action(async (region: string, options: GrantCommandOptions) =>
      finish(await runCommand(region, { ...options, ...spanOf(command, options, context) }, context)),
    );
  },
};

const EXAMPLES = `
The region is checked with the grant before anything is written: too long a span, a missing second person or a role
that the region does not have are refused.

Examples:
  atoll access grant aws-us-east-1 --role limited-administrator --person alice@example.com \\
    --subject arn:aws:iam::999999999999:role/alice --for 2h \\
    --reason "the database does not answer" --ticket INC-42 --approver bob@example.com
  atoll access grant aws-us-east-1 --role read-only-operations --person carol@example.com \\
    --subject arn:aws:sts::999999999999:assumed-role/auditor/carol@example.com \\
    --from 2026-10-01T08:00:00Z --until 2026-10-15T08:00:00Z --reason "yearly audit of access" --ticket AUD-7

Exit codes: 0 written, 1 the region is broken or the name is taken, 2 refused by a rule, 64 wrong usage.`;

/** Options by the field of the file that they fill. */
const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  'metadata.name': '--id',
  'spec.role': '--role',
  'spec.subject.person': '--person',
  'spec.from': '--from',
  'spec.until': '--for or --until',
  'spec.reason': '--reason',
  'spec.ticket': '--ticket',
  'spec.approvers': '--approver',
};

function addWhoOptions(command: Command): void {
  command
    .requiredOption('--role <name>', 'role, such as limited-administrator')
    .requiredOption('--person <name>', 'who it is for, as people know them, such as an e-mail address')
    .requiredOption(
      '--subject <identity>',
      'who it is for in the cloud, such as the ARN of a role or a session',
    )
    .requiredOption('--reason <text>', 'why it is needed; shown to infosec')
    .requiredOption('--ticket <id>', 'incident or change that it belongs to')
    .option(
      '--approver <name>',
      'who agreed; repeatable, limited-administrator needs another person',
      collectValues('Name the person.'),
      [],
    )
    .option('--id <name>', 'name of the grant (default: made of the ticket)');
}

function addWhenOptions(command: Command): void {
  command
    .addOption(new Option('--for <span>', 'how long, such as 90m, 2h or 3d').argParser(parseDuration))
    .addOption(new Option('--from <instant>', 'first instant, in UTC (default: now)').argParser(parseAt))
    .addOption(
      new Option('--until <instant>', 'first instant after it, in UTC, in place of --for').argParser(parseAt),
    );
}

/** One of the two ends a grant; both could contradict each other, and none would make it endless. */
function spanOf(
  command: Command,
  { for: length, from, until, at }: GrantCommandOptions,
  { now }: CliContext,
): { readonly from: Date; readonly until: Date; readonly at: Date } {
  const moment = at ?? now();
  const begin = from ?? moment;
  if ((length === undefined) === (until === undefined))
    command.error('error: give either --for or --until: a grant has one end.');
  return { from: begin, until: until ?? new Date(begin.getTime() + (length ?? 0)), at: moment };
}

async function runCommand(
  region: string,
  options: GrantCommandOptions & { readonly from: Date; readonly until: Date; readonly at: Date },
  { root, stdout, stderr }: CliContext,
): Promise<ExitCode> {
  // The clouds and cdk8s load in half a second, which help and version must not pay for.
  const { grantAccess } = await import('../../access/grant-access.ts');
  const { role, person, subject, reason, ticket, from, until, at, id } = options;
  const asked = { role, person, subject, reason, ticket, approvers: options.approver };
  const outcome = await grantAccess({ root, region, id, ...asked, from, until, at });
  if (options.output === 'json') printJson(stdout, 'access grant', outcome);
  else if ('grant' in outcome) stdout.write(renderGranted(outcome));
  else stderr.write(renderFailure(outcome));
  if ('grant' in outcome) return exitCodes.ok;
  return 'refused' in outcome ? exitCodes.refused : exitCodes.failed;
}

function renderFailure(outcome: Exclude<GrantOutcome, GrantedAccess>): string {
  const lines =
    'refused' in outcome
      ? outcome.refused.map(renderRefusal)
      : outcome.problems.map((problem) => renderProblem(problem));
  return `${lines.join('\n')}\nNothing was written.\n`;
}

/** The file was not written, so its lines mean nothing to anybody; the options do. */
function renderRefusal({ path, message }: Problem): string {
  const option = OPTION_OF_FIELD[path] ?? (path.startsWith('spec.subject.') ? '--subject' : path);
  return `${option.startsWith('spec.approvers') ? '--approver' : option}: ${message}`;
}

function renderGranted({ grant, entry }: GrantedAccess): string {
  const { role, region, person, from, until, approvers, file } = grant;
  const approved = approvers.length === 0 ? '' : `, approved by ${approvers.join(', ')}`;
  return `${person} gets ${role} of ${region} from ${from} to ${until}${approved}.
  ${file}
Next: commit the file and open a pull request; CODEOWNERS of regions/*/access/ asks whoever has to agree.
Then, while it lasts: ${entry}
`;
}
