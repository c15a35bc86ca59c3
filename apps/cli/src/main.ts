import { isatty } from 'node:tty';
import { CommanderError } from 'commander';
import { type CliContext, type ExitCode, exitCodes, type Output, type Terminal } from './cli-context.ts';
import { createProgram } from './create-program.ts';
import { explainFailure } from './explain-failure.ts';
import { findConfigRoot } from './find-config-root.ts';
import { toHelpWords } from './to-help-words.ts';

/** File descriptors; looking at the streams themselves would open them. */
const [STDIN, STDERR] = [0, 2];

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const context = createContext();
  const program = createProgram(context, (given) => (code = given));
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : toHelpWords(words, program), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    context.stderr.write(explainFailure(error, { showStack: Boolean(context.environment['ATOLL_DEBUG']) }));
    return exitCodes.failed;
  }
}

function createContext(): CliContext {
  return {
    root: findConfigRoot(process.cwd()),
    environment: process.env,
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    ...(isatty(STDIN) && isatty(STDERR) ? { terminal: openTerminal() } : {}),
    now: () => new Date(),
  };
}

function openTerminal(): Terminal {
  return {
    // Opened when somebody reads from it, which most commands never do.
    get input() {
      return process.stdin;
    },
    output: process.stderr,
  };
}

function toOutput(stream: NodeJS.WriteStream): Output {
  const isTerminal = stream.isTTY === true;
  const hasColor = isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  // A reader such as `head` may leave early; the run goes on, because it may be writing a commit.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(explainFailure(error, { showStack: false }));
    process.exitCode = exitCodes.failed;
  });
  return { isTerminal, hasColor, write: (text) => void stream.write(text) };
}
