import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchArguments } from './bench-arguments.ts';
import type { BenchResults, FleetResult, LargestFleetResult } from './bench-results.ts';
import { type Comparison, compareWithCdk8s } from './compare-with-cdk8s.ts';
import { writeFleet } from './fleet.ts';
import { medianTime, median } from './median.ts';
import { measureNx } from './measure-nx.ts';
import { type ColdMeasurement, type Stage, type StageMeasurement, stages } from './measure/measurements.ts';
import { runMeasurement } from './run-measurement.ts';

/** Fleet sizes at which cdk8s is run as well, where they are asked for. */
const COMPARED = [10, 100];

/** From this size on a cold run takes half a minute; two tell whether one was disturbed. */
const LARGE = 500;
const LARGE_RUNS = 2;

/** Takes all measurements, one process after the other. `log` is told what comes next. */
export async function runSynthBench(
  { regions, runs }: BenchArguments,
  about: Pick<BenchResults, 'command' | 'machine'>,
  log: (line: string) => void,
): Promise<BenchResults> {
  const temp = mkdtempSync(join(tmpdir(), 'atoll-bench-'));
  try {
    const bench = { temp, runs, log };
    const comparisons: Comparison[] = [];
    for (const size of COMPARED.filter((one) => regions.includes(one))) {
      log(`${size} regions: cdk8s synth and Atoll`);
      comparisons.push(await compareWithCdk8s({ temp, regions: size, runs }));
    }
    const fleets: FleetResult[] = [];
    for (const size of regions) fleets.push(await measureFleet(bench, size));
    const largest = await measureLargest(bench, regions.at(-1) ?? 1);
    return { ...about, runs, fleets, largest, comparisons };
  } finally {
    // Only now: ext4 is slow to give out inodes that were freed a minute ago, and the next measurement would pay.
    rmSync(temp, { recursive: true, force: true });
  }
}

interface Bench {
  readonly temp: string;
  readonly runs: number;
  readonly log: (line: string) => void;
}

/** One run over a fleet, stage by stage and as a whole. */
interface FleetRun {
  readonly staged: StageMeasurement;
  readonly cold: ColdMeasurement;
}

async function measureFleet({ temp, runs, log }: Bench, regions: number): Promise<FleetResult> {
  const repeats = regions >= LARGE ? Math.min(LARGE_RUNS, runs) : runs;
  const measured: FleetRun[] = [];
  for (let run = 0; run < repeats; run += 1) {
    log(`${regions} regions: run ${run + 1} of ${repeats}`);
    const root = toRoot(temp, regions, run);
    writeFleet(root, regions);
    const staged = await runMeasurement('stages', { root, regions });
    measured.push({ staged, cold: await runMeasurement('cold', { root }) });
  }
  const { objects = 0, bytes = 0 } = measured[0]?.staged ?? {};
  const medianStage = (stage: Stage) => medianTime(measured.map(({ staged }) => staged.stages[stage]));
  return {
    regions,
    runs: repeats,
    objects,
    bytes,
    stages: Object.fromEntries(stages.map((stage) => [stage, medianStage(stage)])) as FleetResult['stages'],
    floor: medianTime(measured.map(({ staged }) => staged.floor)),
    cold: medianTime(measured.map(({ cold }) => cold.time)),
    peakMb: median(measured.map(({ cold }) => cold.peakMb)),
  };
}

/** Goes on with the deploy repository that the last cold run has left. */
async function measureLargest({ temp, runs, log }: Bench, regions: number): Promise<LargestFleetResult> {
  log(`${regions} regions: one changed, nothing changed`);
  const { changed, idle } = await runMeasurement('warm', { root: toRoot(temp, regions, 0), runs });
  log(`${regions} regions: nx run synth`);
  const nx = await measureNx({ temp, regions, runs });
  return { regions, changed: medianTime(changed), idle: medianTime(idle), nx };
}

function toRoot(temp: string, regions: number, run: number): string {
  return join(temp, `fleet-${regions}-${run}`);
}
