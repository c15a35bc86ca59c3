import type { Command } from 'commander';
import type { CliContext, ExitCode } from './cli-context.ts';

/** Hands a command's exit code to `main.ts`. */
export type Finish = (code: ExitCode) => void;

/** One command of the CLI: a file in `commands/`, a line in `commands.ts`. */
export interface CliCommand {
  readonly name: string;
  /** Adds the command with its description, options and examples to the program. */
  add(program: Command, context: CliContext, finish: Finish): void;
}
