import { parseArgs } from 'node:util';
import { AppError } from '@atoll/core';
import { MOST_REGIONS } from './fleet.ts';

/** Fleet sizes that are measured unless others are asked for. */
const DEFAULT_REGIONS = [1, 10, 100, 1_000];

/** Fleet sizes of `--quick`. */
const QUICK_REGIONS = [1, 10, 100];

/** How often a bench is repeated; medians are printed. */
const RUNS = 5;
const QUICK_RUNS = 3;

/** What the bench is asked to do. */
export interface BenchArguments {
  /** Fleet sizes, ascending. */
  readonly regions: readonly number[];
  /** Repetitions of a quick measurement; a slow one is repeated less. */
  readonly runs: number;
  /** Fail when a goal is missed. */
  readonly strict: boolean;
}

/** What `bench:synth` says of itself. */
export const BENCH_USAGE = `node tools/bench/src/main.ts synth [--regions 1,10,100,1000] [--quick] [--strict]

  --regions <n,…>  fleet sizes, 1 to ${MOST_REGIONS} (default: ${DEFAULT_REGIONS.join()})
  --quick          sizes ${QUICK_REGIONS.join()} and ${QUICK_RUNS} runs: a minute or two, no goal of 1,000 regions
  --strict         exit code 1 when a goal is missed
`;

/**
 * Reads the arguments after the program's name.
 *
 * @throws AppError `ERR_BENCH_ARGUMENTS`
 */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parse(args);
  if (positionals.length !== 1 || positionals[0] !== 'synth') {
    throw new AppError('ERR_BENCH_ARGUMENTS', `name the bench: synth\n\n${BENCH_USAGE}`);
  }
  const preset = values.quick ? QUICK_REGIONS : DEFAULT_REGIONS;
  return {
    regions: values.regions === undefined ? preset : parseSizes(values.regions),
    runs: values.quick ? QUICK_RUNS : RUNS,
    strict: values.strict,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        regions: { type: 'string' },
        quick: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('ERR_BENCH_ARGUMENTS', `${reason}\n\n${BENCH_USAGE}`, { cause });
  }
}

function parseSizes(text: string): readonly number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1 || size > MOST_REGIONS)) {
    const rule = `--regions "${text}" must be numbers from 1 to ${MOST_REGIONS} with commas between them`;
    throw new AppError('ERR_BENCH_ARGUMENTS', rule);
  }
  return [...new Set(sizes)].sort((a, b) => a - b);
}
