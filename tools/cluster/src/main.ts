import { join } from 'node:path';

import { AppError } from '@atoll/core';

import { CLUSTER_USAGE, type ClusterCommand, parseClusterArguments } from './cluster-arguments.ts';
import { setsOfLevel } from './cluster-level.ts';
import { ensurePrograms } from './find-programs.ts';
import { type RunningCluster, startCluster } from './start-cluster.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    await runCommand(parseClusterArguments(args));
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`${error.code}: ${error.message}`);
    return 1;
  }
}

async function runCommand(command: ClusterCommand): Promise<void> {
  if (command.name === 'help') {
    process.stdout.write(CLUSTER_USAGE);
  } else if (command.name === 'build') {
    for (const set of setsOfLevel(command.level)) {
      const folder = await ensurePrograms(set, { log });
      for (const { name } of set.programs) log(`${name}: ${join(folder, name)}`);
    }
  } else {
    const { dataDir, name: _name, ...options } = command;
    await serveUntilSignal(
      await startCluster({ ...options, log, ...(dataDir === undefined ? {} : { dataDir }) }),
    );
  }
}

async function serveUntilSignal(cluster: RunningCluster): Promise<void> {
  const signal = new Promise<void>((resolvePromise) => {
    process.once('SIGINT', () => resolvePromise());
    process.once('SIGTERM', () => resolvePromise());
  });
  process.stdout.write(`export KUBECONFIG=${cluster.kubeconfigPath}\n`);
  log(`Kubernetes API at ${cluster.url}; logs in ${cluster.dataDir}; Ctrl-C stops it`);
  await signal;
  await cluster.stop();
}

/** Progress goes to standard error, so that standard output can be read by a shell. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
