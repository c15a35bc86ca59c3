import type { Readable, Writable } from 'node:stream';

/** Where a command writes to. */
export interface Output {
  readonly isTerminal: boolean;
  readonly hasColor: boolean;
  write(text: string): void;
}

/** A person at a keyboard. */
export interface Terminal {
  readonly input: Readable;
  /** Where questions are shown; standard output is left to the result. */
  readonly output: Writable;
}

/** What a command sees of the outside world. */
export interface CliContext {
  /** Folder of the config repository: the one with `regions/`. */
  readonly root: string;
  /** Environment of the process; only main.ts reads it from the system. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absent where nobody can be asked: standard input or standard error is no terminal. */
  readonly terminal?: Terminal;
  now(): Date;
}

/** Exit codes of every command. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  /** Something destructive or denied; the command says what. */
  refused: 2,
  /** Wrong words on the command line, as BSD's sysexits has it. */
  usage: 64,
} as const;

/** What a command hands back to `main.ts`, the only place that ends the process. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
