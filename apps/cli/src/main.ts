import { Command, CommanderError, Help } from 'commander';
import { type CliContext, type ExitCode, exitCodes, type Output } from './cli-context.ts';
import { commands } from './commands.ts';
import { explainFailure } from './explain-failure.ts';
import { findConfigRoot } from './find-config-root.ts';
import { GENERATOR_VERSION } from './generator-version.ts';

/** Defaults that only say that an option was not given. */
const EMPTY_DEFAULT = / \(default: (?:false|\[\])\)$/;

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const context = createContext();
  const program = createProgram(context);
  for (const command of commands) command.add(program, context, (given) => (code = given));
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    context.stderr.write(explainFailure(error, { showStack: Boolean(context.environment['ATOLL_DEBUG']) }));
    return exitCodes.failed;
  }
}

function createProgram({ stdout, stderr }: CliContext): Command {
  return new Command('atoll')
    .description(
      'Regions in cloud accounts that somebody else owns: config in Git, Crossplane and Flux manifests out.',
    )
    .version(`atoll ${GENERATOR_VERSION}`, '-V, --version', 'print the version; the command says more')
    .exitOverride()
    .configureOutput({ writeOut: stdout.write, writeErr: stderr.write })
    .configureHelp({
      optionDescription: (option) => new Help().optionDescription(option).replace(EMPTY_DEFAULT, ''),
    })
    .showHelpAfterError('Run the command with --help for its options.');
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
  // A reader such as `head` may leave early; the run goes on, because it may be writing a commit.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return { isTerminal, hasColor, write: (text) => void stream.write(text) };
}
