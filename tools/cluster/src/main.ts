import { AppError } from '@atoll/core';

import { ensureBinaries } from './binaries.ts';
import { CLUSTER_USAGE, type ClusterCommand, parseClusterArguments } from './cluster-arguments.ts';
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
    const binaries = await ensureBinaries({ log });
    log(`etcd: ${binaries.etcd}\nkube-apiserver: ${binaries.kubeApiserver}`);
  } else {
    const { crdFolders, dataDir } = command;
    await serveUntilSignal(
      await startCluster({ crdFolders, log, ...(dataDir === undefined ? {} : { dataDir }) }),
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
