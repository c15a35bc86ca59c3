import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

/** A CLI that runs until it is told to stop. */
export interface CliProcess {
  /** What it has written to standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Sends Ctrl-C; gives the exit code. */
  interrupt(): Promise<number | null>;
}

/** Starts `atoll` as a person would, in the given folder; whoever starts it interrupts it. */
export function startCli(
  words: readonly string[],
  { cwd, environment }: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
): CliProcess {
  const env = { PATH: process.env['PATH'], HOME: cwd, ...environment };
  const child = spawn(process.execPath, [MAIN, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const ended = untilClosed(child);
  return {
    stdout: () => stdout.join(''),
    stderr: () => stderr.join(''),
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function untilClosed(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
