import { availableParallelism, cpus, totalmem } from 'node:os';
import { AppError } from '@atoll/core';
import { parseBenchArguments } from './bench-arguments.ts';
import { checkGoals } from './goals.ts';
import { renderReport } from './render-report.ts';
import { runSynthBench } from './synth-bench.ts';

/** Bytes in a gigabyte. */
const GIGABYTE = 2 ** 30;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const asked = parseBenchArguments(args);
    const command = `node tools/bench/src/main.ts ${args.join(' ')}`;
    const results = await runSynthBench(asked, { command, machine: describeMachine() }, log);
    process.stdout.write(`${renderReport(results)}\n`);
    const isMissed = checkGoals(results).some(({ measured, isMet }) => measured !== undefined && !isMet);
    return asked.strict && isMissed ? 1 : 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`${error.message} (${error.code})`);
    return 1;
  }
}

function describeMachine(): string {
  const memory = Math.round(totalmem() / GIGABYTE);
  return `Machine: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.version}, ${process.platform}`;
}

/** Progress goes to standard error, so that the report can be kept. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
