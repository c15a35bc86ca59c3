import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The program, as `npx atoll` starts it. */
const PROGRAM = join(import.meta.dirname, '../../bin/atoll.mjs');

/** What a run of the program left behind. */
export interface AtollRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how the program runs. */
export interface AtollPlace {
  readonly cwd: string;
  /** Variables beside PATH and HOME. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Closes the reading end of standard output at once, as `| head -0` does. */
  readonly isDeaf?: boolean;
}

/** Runs `atoll` as a person would, in a process of its own with no terminal. */
export function runAtoll(words: readonly string[], place: AtollPlace): Promise<AtollRun> {
  const env = { PATH: process.env['PATH'], HOME: place.cwd, ...place.environment };
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: place.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  if (place.isDeaf === true) child.stdout.destroy();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: stdout.join(''), stderr: stderr.join('') }));
  });
}
