import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The program, as `npx atoll` starts it. */
const PROGRAM = join(import.meta.dirname, '../../bin/atoll.mjs');

/** After this long a program that waits for an answer is ended, in milliseconds. */
const PATIENCE_MS = 50_000;

/** Escape sequences of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** Keys by name. */
export const keys = { enter: '\r', clear: '\u0015', down: '\u001b[B', cancel: '\u0003' } as const;

/** What a person does: waits until the text is shown, and then types. */
export type Step = readonly [shown: string, typed: string];

/** What a person saw. */
export interface TerminalRun {
  readonly code: number | null;
  /** All that the terminal showed, without colours and positions. */
  readonly screen: string;
  /** Steps that nobody came to. */
  readonly left: readonly Step[];
}

/** Tells whether this machine has `script`, which gives a program a pseudo-terminal. */
export function hasTerminals(): boolean {
  return spawnSync('script', ['--version']).status === 0;
}

/** Runs `atoll` on a pseudo-terminal of 40 lines and 110 columns. */
export function runOnTerminal(
  words: readonly string[],
  cwd: string,
  steps: readonly Step[],
): Promise<TerminalRun> {
  const program = [process.execPath, PROGRAM, ...words].map((word) => `'${word}'`).join(' ');
  const command = `stty rows 40 cols 110; exec ${program}`;
  const env = { PATH: process.env['PATH'], HOME: cwd, SHELL: '/bin/sh', TERM: 'xterm', NO_COLOR: '1' };
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd,
    env,
  });
  const left = [...steps];
  let raw = '';
  let screen = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // An escape sequence may come in two parts.
    raw += text;
    screen = raw.replaceAll(ESCAPES, '');
    const [shown, typed] = left[0] ?? [];
    if (shown === undefined || typed === undefined || !screen.slice(seen).includes(shown)) return;
    left.shift();
    seen = screen.length;
    child.stdin.write(typed);
  });
  // A question that never comes would hold the test until its own end, and nobody would see the screen.
  const patience = setTimeout(() => child.kill(), PATIENCE_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(patience);
      resolve({ code, screen, left });
    });
  });
}
