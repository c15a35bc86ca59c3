import { createBenchContext, type DriftBench } from './bench-context.ts';
import type { DriftResults } from './drift-results.ts';
import { startDriftWorld } from './drift-world.ts';
import { measureAgent } from './measure-agent.ts';
import { measureInterval } from './measure-interval.ts';
import { measureCold, measureStart } from './measure-starts.ts';
import { measureSustained } from './measure-sustained.ts';

/** Of what the server sustains, so that it is busy and does not drown. */
const SHARE_OF_SUSTAINED = 0.8;
const ROUND = 10;

/** Measures the agent, and beside it the compare, on one real API server. */
export async function runDriftBench(
  bench: DriftBench,
  log: (line: string) => void,
): Promise<Omit<DriftResults, 'command' | 'machine'>> {
  const world = await startDriftWorld(bench.objects, log);
  try {
    const context = createBenchContext(bench, world, log);
    const sustainedPerSecond = await measureSustained(context);
    const sustainable = Math.floor((sustainedPerSecond * SHARE_OF_SUSTAINED) / ROUND) * ROUND;
    const highPerSecond = Math.min(bench.highPerSecond, Math.max(ROUND, sustainable));
    const startMs = await measureStart(context);
    const readOnly = await measureCold(context, 'read-only');
    const remediating = await measureCold(context, 'remediating');
    const agent = await measureAgent(context, highPerSecond);
    const interval = await measureInterval(context, highPerSecond);
    return {
      objects: bench.objects,
      runs: bench.runs,
      loadSeconds: world.loadSeconds,
      sustainedPerSecond,
      startMs,
      cold: { 'read-only': readOnly, remediating },
      ...agent,
      interval,
    };
  } finally {
    await world.stop();
  }
}
