import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@atoll/core';
import type { DriftBench } from './bench-context.ts';
import { parseDriftArguments } from './drift-arguments.ts';
import { runDriftBench } from './drift-bench.ts';
import { checkDriftGoals } from './drift-goals.ts';
import { renderDriftReport } from './render-drift-report.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const FULL = {
  objects: 10_000,
  lowPerSecond: 50,
  highPerSecond: 500,
  lowSeconds: 10,
  highSeconds: 5,
};
const QUICK = {
  objects: 1_000,
  lowPerSecond: 50,
  highPerSecond: 100,
  lowSeconds: 2,
  highSeconds: 2,
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { isQuick, runs, strict } = parseDriftArguments(args);
    const { PATH, HOME } = process.env;
    const bench: DriftBench = {
      ...(isQuick ? QUICK : FULL),
      runs,
      agent: bundleAgent(),
      environment: { PATH, HOME },
    };
    const measured = await runDriftBench(bench, log);
    const command = ['npm run bench:drift', ...(args.length === 0 ? [] : ['--', ...args])].join(' ');
    const machine = `Machine: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`;
    const results = { command, machine, ...measured };
    process.stdout.write(renderDriftReport(results));
    return strict && checkDriftGoals(results).some(({ isMet }) => !isMet) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`${error.message} (${error.code})`);
    return 1;
  }
}

/** The bundle of the sources as they are now; gives its path. */
function bundleAgent(): string {
  log('the bundle is built');
  execFileSync(process.execPath, [join(ROOT, 'tools/bundle/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(ROOT, 'apps/agent/dist/agent.mjs');
}

/** Progress goes to standard error, so that the report can be kept. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
