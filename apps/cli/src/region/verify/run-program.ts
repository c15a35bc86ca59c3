import { spawn } from 'node:child_process';
import { AppError } from '@atoll/core';

/** Most characters of a program's complaint that are shown. */
const SHOWN = 500;

/** Names of access keys: no secrets, and nobody's business in a log all the same. */
const KEY_ID = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** Runs a program and gives what it prints. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

/**
 * Makes the function that runs a program of PATH with an environment.
 *
 * @throws AppError from the function: ERR_VERIFY_PROGRAM when there is no such program, or it fails
 */
export function createRunProgram(environment: Readonly<Record<string, string | undefined>>): RunProgram {
  return (program, args) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, [...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      const [printed, words]: [string[], string[]] = [[], []];
      child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text));
      child.once('error', (error) => reject(explainStart(program, error)));
      child.once('close', (code) => {
        if (code === 0) resolve(printed.join(''));
        else reject(explainEnd(`${program} ${args.slice(0, 2).join(' ')}`, code, words.join('')));
      });
    });
}

function explainStart(program: string, error: Error & { readonly code?: string }): AppError {
  const what =
    error.code === 'ENOENT'
      ? `There is no program ${program} on PATH: install it and sign in, or leave out --live.`
      : `${program} cannot be started: ${error.message}`;
  return new AppError('ERR_VERIFY_PROGRAM', what, { cause: error });
}

function explainEnd(command: string, code: number | null, words: string): AppError {
  const said = words.trim().replaceAll(KEY_ID, '$1…').slice(0, SHOWN);
  return new AppError('ERR_VERIFY_PROGRAM', `${command} failed with exit code ${code}: ${said}`);
}
