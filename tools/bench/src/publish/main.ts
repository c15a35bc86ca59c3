import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { AppError } from '@atoll/core';
import { MOST_REGIONS } from '../fleet.ts';
import { runPublishBench } from './publish-bench.ts';
import { renderPublishReport } from './render-publish-report.ts';

const DEFAULT_REGIONS = '1000';

/** How often one changed and nothing changed are measured; medians are printed. */
const RUNS = 5;

const USAGE = `node tools/bench/src/publish/main.ts [--regions <n>]

  --regions <n>  size of the fleet, 1 to ${MOST_REGIONS} (default: ${DEFAULT_REGIONS}: three minutes, 3 GB in the temporary folder)
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const regions = parseRegions(args);
    const results = await runPublishBench({ regions, runs: RUNS, environment: process.env }, log);
    const machine = `Machine: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`;
    process.stdout.write(`${machine}\n${renderPublishReport(results)}`);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`${error.message} (${error.code})`);
    return 1;
  }
}

function parseRegions(args: readonly string[]): number {
  const options = { regions: { type: 'string', default: DEFAULT_REGIONS } } as const;
  const regions = Number(parse(() => parseArgs({ args: [...args], options }).values.regions));
  if (!Number.isInteger(regions) || regions < 1 || regions > MOST_REGIONS) {
    throw new AppError(
      'ERR_BENCH_ARGUMENTS',
      `--regions must be a number from 1 to ${MOST_REGIONS}\n\n${USAGE}`,
    );
  }
  return regions;
}

function parse(read: () => string): string {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('ERR_BENCH_ARGUMENTS', `${reason}\n\n${USAGE}`, { cause });
  }
}

/** Progress goes to standard error, so that the report can be kept. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
