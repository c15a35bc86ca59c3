import type { BenchContext } from './bench-context.ts';
import type { ColdResult } from './drift-results.ts';
import { median } from '../median.ts';
import { type AgentAccess, startAgent } from './running-agent.ts';

const MS_PER_SECOND = 1_000;
const CPU = /^atoll_process_cpu_seconds_total ([\d.]+)/m;
const STALL = /^atoll_nodejs_eventloop_lag_max_seconds ([\d.]+)/m;
/** Starts are quick, so there are more of them for each run. */
const STARTS_A_RUN = 4;

/** Gives the milliseconds from the start of the process until it listens. */
export async function measureStart(context: BenchContext): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < context.bench.runs * STARTS_A_RUN; run += 1) {
    const agent = await startAgent(context, { access: 'read-only', name: `start-${run}` });
    times.push(Date.now() - agent.startedAt);
    await agent.end('SIGTERM');
  }
  return median(times);
}

/** Starts an agent that knows nothing, and waits until its word counts. */
export async function measureCold(context: BenchContext, access: AgentAccess): Promise<ColdResult> {
  const runs: ColdResult[] = [];
  for (let run = 0; run < context.bench.runs; run += 1) {
    context.log(`cold start, ${access}, run ${run + 1} of ${context.bench.runs}`);
    const agent = await startAgent(context, { access, name: `cold-${access}-${run}` });
    await agent.waitUntilReady();
    const { now, most } = agent.readMemory();
    const seconds = (Date.now() - agent.startedAt) / MS_PER_SECOND;
    const metrics = await agent.readMetrics();
    const cpuSeconds = Number(CPU.exec(metrics)?.[1]);
    const stallMs = Number(STALL.exec(metrics)?.[1]) * MS_PER_SECOND;
    runs.push({ seconds, cpuSeconds, stallMs, readyMb: now, peakMb: most });
    await agent.end('SIGTERM');
  }
  const peaks = runs.flatMap(({ peakMb }) => peakMb ?? []);
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    stallMs: median(runs.map(({ stallMs }) => stallMs)),
    readyMb: median(runs.map(({ readyMb }) => readyMb)),
    peakMb: peaks.length === 0 ? undefined : median(peaks),
  };
}
