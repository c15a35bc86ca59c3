import { parseArgs } from 'node:util';
import { AppError } from '@atoll/core';

const RUNS = 3;

/** What the bench is asked to do. */
export interface DriftArguments {
  readonly isQuick: boolean;
  /** Repetitions of a start and of a frozen server. */
  readonly runs: number;
  /** Fail when a goal is missed. */
  readonly strict: boolean;
}

/** What `bench:drift` says of itself. */
export const DRIFT_USAGE = `node tools/bench/src/drift/main.ts [--quick] [--runs <n>] [--strict]

  --quick     1,000 objects: a minute or two, and the goals are about 10,000
  --runs <n>  repetitions of a start and of a frozen server, 1 to 9 (default: 3; 1 with --quick)
  --strict    exit code 1 when a goal is missed
`;

/**
 * Reads the arguments after the program's name.
 *
 * @throws AppError `ERR_BENCH_ARGUMENTS`
 */
export function parseDriftArguments(args: readonly string[]): DriftArguments {
  const { quick, runs, strict } = parse(args);
  if (runs !== undefined && !/^[1-9]$/.test(runs)) {
    const message = `--runs ${JSON.stringify(runs)} is no number from 1 to 9`;
    throw new AppError('ERR_BENCH_ARGUMENTS', `${message}\n\n${DRIFT_USAGE}`);
  }
  return { isQuick: quick, strict, runs: runs === undefined ? (quick ? 1 : RUNS) : Number(runs) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        runs: { type: 'string' },
        strict: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('ERR_BENCH_ARGUMENTS', `${reason}\n\n${DRIFT_USAGE}`, { cause });
  }
}
