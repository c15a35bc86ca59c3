import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../median.ts';
import type { BenchContext } from './bench-context.ts';
import { countRequests } from './count-requests.ts';
import type { DriftResults } from './drift-results.ts';
import { offerChanges } from './offer-changes.ts';
import { type RunningAgent, startAgent } from './running-agent.ts';
import { createWatchedLog } from './watch-log.ts';

const POLL_MS = 50;
const MS_PER_SECOND = 1_000;
/** How long verdicts are waited for. */
const PATIENCE_MS = 60_000;
const STALE = /^atoll_view_stale_seconds (?!0$)/m;

/** Offers changes at both rates, then freezes the server. */
export async function measureAgent(
  context: BenchContext,
  highPerSecond: number,
): Promise<Pick<DriftResults, 'low' | 'high' | 'requestsPerEvent' | 'deadWatchSeconds'>> {
  const { bench, world, log } = context;
  const { lowPerSecond, lowSeconds, highSeconds } = bench;
  const watched = createWatchedLog();
  const agent = await startAgent(context, { access: 'remediating', name: 'rates', onLine: watched.onLine });
  await agent.waitUntilReady();
  log(`agent, ${lowPerSecond} changes a second`);
  const before = await countRequests(world.cluster);
  const offered = await offerChanges(
    world.connection,
    context.takeMaps(lowPerSecond * lowSeconds),
    lowPerSecond,
  );
  const low = await watched.join(offered, PATIENCE_MS);
  const requests = (await countRequests(world.cluster)) - before - low.changes;
  await waitForRecords(context, low.changes);
  log(`agent, ${highPerSecond} changes a second`);
  const maps = context.takeMaps(highPerSecond * highSeconds);
  const high = await watched.join(await offerChanges(world.connection, maps, highPerSecond), PATIENCE_MS);
  await waitForRecords(context, low.changes + high.changes);
  const deadWatchSeconds = await measureDeadWatch(context, agent);
  await agent.end('SIGTERM');
  return { low, high, requestsPerEvent: requests / low.changes, deadWatchSeconds };
}

/** The next measurement begins when nothing of the last one is under way. */
async function waitForRecords({ world, log }: BenchContext, count: number): Promise<void> {
  const started = performance.now();
  const path = '/apis/atoll.dev/v1alpha1/driftrecords?limit=1';
  for (;;) {
    const { json } = await world.cluster.request('GET', path);
    const { items, metadata } = json as {
      readonly items: readonly unknown[];
      readonly metadata: { readonly remainingItemCount?: number };
    };
    if (items.length + (metadata.remainingItemCount ?? 0) >= count) break;
    await pause(POLL_MS);
  }
  log(`all ${count} records stand ${Math.round(performance.now() - started)} ms later`);
}

/** Freezes the API server: its sockets stay open, and nothing comes. */
async function measureDeadWatch({ bench, world, log }: BenchContext, agent: RunningAgent): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < bench.runs; run += 1) {
    log(`frozen API server, run ${run + 1} of ${bench.runs}`);
    await agent.waitUntilReady();
    process.kill(-world.cluster.pids.apiServer, 'SIGSTOP');
    const frozen = performance.now();
    try {
      while (!STALE.test(await agent.readMetrics())) await pause(POLL_MS);
      times.push((performance.now() - frozen) / MS_PER_SECOND);
    } finally {
      process.kill(-world.cluster.pids.apiServer, 'SIGCONT');
    }
  }
  await agent.waitUntilReady();
  return median(times);
}
