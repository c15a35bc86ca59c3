import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { ClusterError } from './cluster-error.ts';
import type { RunningProgram } from './processes.ts';

/** A start takes 2.5 s on an idle machine; one that takes longer than this, in ms, hangs. */
const READY_TIMEOUT_MS = 120_000;

/** How often readiness is asked for, in ms. */
const POLL_MS = 50;

/** Characters of a program's log that an error quotes. */
const QUOTED_LOG = 2_000;

/**
 * Waits until started programs are ready.
 *
 * @param programs the first is blamed when it takes too long
 * @throws ClusterError `ERR_CLUSTER_START` with the end of the log when one of them ends or does not get ready
 */
export async function waitUntilReady(
  programs: readonly [RunningProgram, ...RunningProgram[]],
  isReady: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await isReady())) {
    const ended = programs.find((program) => program.hasEnded());
    if (ended !== undefined) throw await startError(ended, 'ended during the start');
    if (performance.now() > deadline)
      throw await startError(programs[0], `is not ready after ${READY_TIMEOUT_MS} ms`);
    await sleep(POLL_MS);
  }
}

async function startError(program: RunningProgram, what: string): Promise<ClusterError> {
  const log = existsSync(program.logPath) ? await readFile(program.logPath, 'utf8') : '';
  return new ClusterError(
    'ERR_CLUSTER_START',
    `${program.name} ${what}; its log ends:\n${log.slice(-QUOTED_LOG)}`,
  );
}
