import { afterAll, beforeAll, describe, it } from 'vitest';

import { ClusterError } from '../cluster-error.ts';
import { findLevel } from '../find-programs.ts';
import { type ClusterOptions, type RunningCluster, startCluster } from '../start-cluster.ts';

/** A start takes seconds, with a new set of CRDs up to a minute; in ms. */
const START_TIMEOUT_MS = 300_000;

/** The first start on a machine compiles: 4 to 12 minutes on two cores, more on a busy one; in ms. */
const BUILD_TIMEOUT_MS = 2_400_000;

/**
 * Declares tests that share one real control plane, started before the first and thrown away after the last. Use
 * it once a file, and a namespace of its own in every test that writes.
 *
 * Where no control plane can be had the tests are skipped with one loud line; with `CI` set that is a failure.
 */
export function describeCluster(
  name: string,
  options: Omit<ClusterOptions, 'dataDir' | 'log'>,
  define: (getCluster: () => RunningCluster) => void,
): void {
  const lookup = findLevel(options.level ?? 'api');
  if (lookup.state === 'absent') {
    declareWithoutCluster(name, lookup.reason, define);
    return;
  }
  const timeout = lookup.state === 'buildable' ? BUILD_TIMEOUT_MS : START_TIMEOUT_MS;
  describe(name, () => {
    let cluster: RunningCluster | undefined;
    beforeAll(async () => {
      cluster = await startCluster({ ...options, log: (line) => console.info(line) });
    }, timeout);
    afterAll(() => cluster?.stop());
    define(() => requireStarted(cluster));
  });
}

function declareWithoutCluster(
  name: string,
  reason: string,
  define: (getCluster: () => RunningCluster) => void,
): void {
  const ci = process.env['CI'] ?? '';
  const isOptional = ci === '' || ci === 'false';
  if (!isOptional) {
    describe(name, () => {
      it('has a control plane to run on', () => {
        throw new ClusterError('ERR_CLUSTER_NO_BINARIES', `cluster tests must run when CI=${ci}: ${reason}`);
      });
    });
    return;
  }
  console.warn(`cluster tests skipped: ${reason}`);
  describe.skipIf(isOptional)(name, () => define(() => requireStarted(undefined)));
}

function requireStarted(cluster: RunningCluster | undefined): RunningCluster {
  if (cluster !== undefined) return cluster;
  throw new ClusterError(
    'ERR_CLUSTER_NOT_STARTED',
    'the cluster exists only inside tests and hooks after the start',
  );
}
