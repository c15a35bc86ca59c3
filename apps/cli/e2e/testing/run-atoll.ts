import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program, as `npx atoll` starts it. */
export const PROGRAM = join(import.meta.dirname, '../../bin/atoll.mjs');

/** HOME is often the config repository of a test, where nothing may appear; one for all halves the time of a start. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'atoll-e2e-compiled') };

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
  const env = { PATH: process.env['PATH'], HOME: place.cwd, ...COMPILED, ...place.environment };
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
