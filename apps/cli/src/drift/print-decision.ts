import type { CliContext } from '../cli-context.ts';
import type { OutputFormat } from '../output-option.ts';
import { printJson } from '../print-json.ts';
import type { DriftDecisionReport } from './drift-reports.ts';

/** Prints what somebody decided. */
export function printDecision(
  { stdout }: Pick<CliContext, 'stdout'>,
  output: OutputFormat,
  {
    command,
    report,
  }: { readonly command: 'drift ack' | 'drift heal' | 'drift ignore'; readonly report: DriftDecisionReport },
): void {
  if (output === 'json') printJson(stdout, command, report);
  else stdout.write(`${report.message}\n`);
}
