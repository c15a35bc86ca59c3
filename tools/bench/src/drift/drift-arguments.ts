import { parseArgs } from 'node:util';
import { AppError } from '@atoll/core';

/** What the bench is asked to do. */
export interface DriftArguments {
  readonly isQuick: boolean;
  /** Fail when a goal is missed. */
  readonly strict: boolean;
}

/** What `bench:drift` says of itself. */
export const DRIFT_USAGE = `node tools/bench/src/drift/main.ts [--quick] [--strict]

  --quick   1,000 objects and one run: a minute or two, and the goals are about 10,000
  --strict  exit code 1 when a goal is missed
`;

/**
 * Reads the arguments after the program's name.
 *
 * @throws AppError `ERR_BENCH_ARGUMENTS`
 */
export function parseDriftArguments(args: readonly string[]): DriftArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
    });
    return { isQuick: values.quick, strict: values.strict };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('ERR_BENCH_ARGUMENTS', `${reason}\n\n${DRIFT_USAGE}`, { cause });
  }
}
