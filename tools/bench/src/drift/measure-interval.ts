import { join } from 'node:path';
import type { BenchContext } from './bench-context.ts';
import type { IntervalResult } from './drift-results.ts';
import { FLUX_LABELS } from './drift-world.ts';
import { startProcess } from './measured-process.ts';
import { offerChanges } from './offer-changes.ts';
import { createWatchedLog } from './watch-log.ts';

const COMPARE = join(import.meta.dirname, 'interval-compare', 'main.ts');
const MS_PER_SECOND = 1_000;
/** Two passes over the objects of a slow server. */
const PATIENCE_MS = 300_000;

/** Measures the compare as the agent was measured. */
export async function measureInterval(context: BenchContext, highPerSecond: number): Promise<IntervalResult> {
  const { bench, world, log } = context;
  const { lowPerSecond, lowSeconds, highSeconds } = bench;
  const watched = createWatchedLog();
  const { kubeconfigPath: kubeconfig } = world.cluster;
  const setup = JSON.stringify({ kubeconfig, folder: world.files, labels: FLUX_LABELS });
  const compare = startProcess({
    args: [COMPARE, setup],
    env: bench.environment,
    onLine: watched.onLine,
  });
  log('interval compare, the first pass');
  const { ms, requests } = await compare.waitFor('pass');
  const memoryMb = compare.readMemory().now;
  log(`interval compare, ${lowPerSecond} changes a second`);
  const lowMaps = context.takeMaps(lowPerSecond * lowSeconds);
  const low = await watched.join(await offerChanges(world.connection, lowMaps, lowPerSecond), PATIENCE_MS);
  log(`interval compare, ${highPerSecond} changes a second`);
  const highMaps = context.takeMaps(highPerSecond * highSeconds);
  const high = await watched.join(await offerChanges(world.connection, highMaps, highPerSecond), PATIENCE_MS);
  await compare.end('SIGKILL');
  return {
    low,
    high,
    memoryMb,
    passSeconds: Number(ms) / MS_PER_SECOND,
    requestsPerPass: Number(requests),
  };
}
