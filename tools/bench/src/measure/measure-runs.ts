import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSynth, type SynthOptions } from '@atoll/synth-run';
import { regionFileOf } from '../fleet.ts';
import { readClock, subtractTime, type Time } from '../stopwatch.ts';
import type { ColdMeasurement, WarmMeasurement } from './measurements.ts';

/** Kilobytes in a megabyte. */
const KILOBYTES = 1_024;

/** The field that is changed, and its first value. */
const CHANGED_FIELD = /retentionDays: (\d+)/;

/** Runs `runSynth` once, into a deploy repository that is not there yet. */
export async function measureCold(options: SynthOptions): Promise<ColdMeasurement> {
  const time = await timeOf(async () => {
    const { problems } = await runSynth(options);
    if (problems.length > 0)
      throw new Error(`the generated fleet is not valid: ${JSON.stringify(problems[0])}`);
  });
  const peakMb = process.resourceUsage().maxRSS / KILOBYTES;
  const tree = execFileSync('git', ['-C', options.deploy, 'rev-parse', 'main^{tree}'], {
    encoding: 'utf8',
  }).trim();
  return { time, peakMb, tree };
}

/** Changes one region after another and runs after each change, and once more with nothing changed. */
export async function measureWarm(options: SynthOptions, runs: number): Promise<WarmMeasurement> {
  const changed: Time[] = [];
  const idle: Time[] = [];
  // The first change loads the modules and compiles the code; it counts for the whole process only.
  for (let run = 0; run <= runs; run += 1) {
    changeRegion(options.root, run);
    const time = await timeOf(() => expectCommit(options, true));
    const idleTime = await timeOf(() => expectCommit(options, false));
    if (run > 0) {
      changed.push(time);
      idle.push(idleTime);
    }
  }
  return { changed, idle };
}

/** Sets another retention in a generated region. */
export function changeRegion(root: string, index: number): void {
  const file = join(root, regionFileOf(index));
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(CHANGED_FIELD, (_, days: string) => `retentionDays: ${Number(days) + 1}`),
  );
}

async function expectCommit(options: SynthOptions, isExpected: boolean): Promise<void> {
  const { commit } = await runSynth(options);
  if ((commit !== undefined) !== isExpected) {
    throw new Error(`a run ${isExpected ? 'without' : 'with'} a commit, against what was changed`);
  }
}

async function timeOf(work: () => Promise<void>): Promise<Time> {
  const start = readClock();
  await work();
  return subtractTime(readClock(), start);
}
