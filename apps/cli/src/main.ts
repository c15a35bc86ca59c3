import { Command, CommanderError } from 'commander';
import { AppError } from '@atoll/core';
import { type CliContext, type ExitCode, exitCodes, type Output } from './cli-context.ts';
import { commands } from './commands.ts';
import { findConfigRoot } from './find-config-root.ts';

/** Codes with which commander ends after help or version was asked for. */
const ASKED_FOR_HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

process.exitCode = await run(process.argv);

async function run(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const context = createContext();
  const program = new Command('atoll')
    .description(
      'Regions in cloud accounts that somebody else owns: config in Git, Crossplane and Flux manifests out.',
    )
    .exitOverride()
    .configureOutput({ writeOut: context.stdout.write, writeErr: context.stderr.write })
    .showHelpAfterError('Run the command with --help for its options.');
  for (const command of commands) command.add(program, context, (given) => (code = given));
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    return explainFailure(error, context.stderr);
  }
}

function explainFailure(error: unknown, stderr: Output): ExitCode {
  if (error instanceof CommanderError) return ASKED_FOR_HELP.has(error.code) ? exitCodes.ok : exitCodes.usage;
  if (error instanceof AppError) {
    stderr.write(`${error.message}\n(${error.code})\n`);
    return exitCodes.failed;
  }
  throw error;
}

function createContext(): CliContext {
  return {
    root: findConfigRoot(process.cwd()),
    environment: process.env,
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    now: () => new Date(),
  };
}

function toOutput(stream: NodeJS.WriteStream): Output {
  const isTerminal = stream.isTTY === true;
  const hasColor = isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return { isTerminal, hasColor, write: (text) => void stream.write(text) };
}
