import type { AuditHead } from '@atoll/audit';
import { Option } from 'commander';
import { parseHead } from '../../audit/head-option.ts';
import type { VerifyQuestion } from '../../audit/verify-chains.ts';
import type { CliCommand } from '../../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../../cli-context.ts';
import { addOutputOption, type OutputFormat } from '../../output-option.ts';
import { printJson } from '../../print-json.ts';

interface VerifyCommandOptions {
  readonly head?: AuditHead;
  readonly half?: NonNullable<VerifyQuestion['half']>;
  readonly output: OutputFormat;
}

/** `atoll audit verify <path…>`: is the log as it was written? */
export const verifyAudit: CliCommand = {
  name: 'verify',
  add(program, context, finish) {
    const command = program
      .command('verify')
      .argument('<path...>', 'folders of audit logs, or the files of one')
      .description('Verify that no record of an audit log was altered, taken away, moved or put in.')
      .addOption(
        new Option(
          '--head <number:hash>',
          'last record that is known from elsewhere; without it a tail that was cut off goes unnoticed',
        ).argParser(parseHead),
      )
      .addOption(
        new Option('--half <half>', 'whose log it has to be (default: found out)').choices([
          'region',
          'control-plane',
        ]),
      )
      .addHelpText('after', EXAMPLES);
    addOutputOption(command).action(async (paths: readonly string[], options: VerifyCommandOptions) =>
      finish(await runCommand(paths, options, context)),
    );
  },
};

const EXAMPLES = `
The files of one folder are one chain. Nothing is mended: a torn last line is a fault. Keep the head that is printed elsewhere,
and give it with --head the next time.

Examples:
  atoll audit verify /var/log/atoll/audit
  atoll audit verify audit/ --head 1204:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  atoll audit verify audit/ -o json

Exit codes: 0 every record is as it was written; 1 one is not, and the first is named, or there is no log; 64 wrong usage.`;

async function runCommand(
  paths: readonly string[],
  { head, half, output }: VerifyCommandOptions,
  { stdout }: CliContext,
): Promise<ExitCode> {
  const { verifyChains } = await import('../../audit/verify-chains.ts');
  const report = await verifyChains({ paths, knownHead: head, half });
  if (output === 'json') printJson(stdout, 'audit verify', report);
  else {
    const { renderVerification } = await import('../../audit/render-audit.ts');
    stdout.write(renderVerification(report));
  }
  return report.broken === 0 ? exitCodes.ok : exitCodes.failed;
}
