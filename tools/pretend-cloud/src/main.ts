import { AppError } from '@atoll/core';

import { parsePretendArguments, PRETEND_USAGE } from './parse-pretend-arguments.ts';
import { type PretendCloudOptions, startPretendCloud } from './start-pretend-cloud.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const command = parsePretendArguments(args);
    if (command.name === 'help') process.stdout.write(PRETEND_USAGE);
    else await playUntilSignal(command.options);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`${error.code}: ${error.message}`);
    return 1;
  }
}

async function playUntilSignal(options: PretendCloudOptions): Promise<void> {
  const signal = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const cloud = await startPretendCloud({ ...options, log });
  log(`playing the providers in ${options.namespaces.join(', ')}: no cloud behind it; Ctrl-C stops it`);
  await signal;
  await cloud.stop();
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
