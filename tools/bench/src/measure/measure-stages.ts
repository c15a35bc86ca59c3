import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckpointName, type DeployRepo, openDeployRepo } from '@atoll/deploy-repo';
import { clouds, type LoadedRegion, type RenderedRegion, type Synth } from '@atoll/synth';
import { loadRegions } from '../load-regions.ts';
import {
  NO_TIME,
  readClock,
  type Stopwatch,
  createStopwatch,
  subtractTime,
  type Time,
} from '../stopwatch.ts';
import { renderStages, type StageMeasurement } from './measurements.ts';
import { AUTHOR, COMMIT_TIME } from './synth-options.ts';

/** A fleet to be rendered, and where from. */
export interface StageInput {
  readonly root: string;
  readonly regions: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Parts that every step of the measurement needs. */
interface Bench {
  readonly input: StageInput;
  readonly synth: Synth;
  readonly watch: Stopwatch;
  /** The objects of the region that was rendered last. */
  readonly objects: unknown[];
}

/** Renders and commits a fleet region by region, as a run does, and takes the time of each stage and of the floor. */
export async function measureStages(input: StageInput): Promise<StageMeasurement> {
  const watch = createStopwatch();
  const objects: unknown[] = [];
  const tools = { clouds: recordObjects(objects), measure: watch.measure };
  const { synth, regions } = loadRegions(input.root, input.regions, tools);
  const { write, ...counts } = await commitRegions({ input, synth, watch, objects }, regions);
  const commit = watch.timeOf('commit');
  const render = renderStages.map((stage) => [stage, watch.timeOf(stage)] as const);
  return {
    ...counts,
    stages: {
      ...Object.fromEntries(render),
      write,
      commit: subtractTime(commit, write),
    } as StageMeasurement['stages'],
    floor: watch.timeOf('floor'),
  };
}

/** Every rendered object passes its cloud's lint, so that is where all of them can be had. */
function recordObjects(objects: unknown[]): typeof clouds {
  return clouds.map((cloud) => ({
    ...cloud,
    lint: (object, region) => {
      objects.push(object);
      return cloud.lint(object, region);
    },
  }));
}

async function commitRegions(bench: Bench, loaded: readonly LoadedRegion[]) {
  const { input, synth, watch, objects } = bench;
  const writing = createWritingClock();
  const repo = await openRepo(input, writing.checkpoint);
  const run = await watch.measureAsync('commit', () => repo.beginRun());
  const floor = join(input.root, 'floor');
  mkdirSync(floor);
  let [count, bytes] = [0, 0];
  for (const region of loaded) {
    objects.length = 0;
    const rendered = synth.renderRegion(region);
    bytes += measureFloor(watch, { objects, rendered, file: join(floor, `${region.facts.name}.yaml`) });
    count += rendered.objects;
    await watch.measureAsync('commit', async () => {
      for (const folder of rendered.folders) await run.replaceFolder(folder);
    });
  }
  await watch.measureAsync('commit', () => run.finish({ message: 'bench' }));
  return { objects: count, bytes, write: writing.time() };
}

function openRepo(
  { root, environment }: StageInput,
  checkpoint: (name: CheckpointName) => void,
): Promise<DeployRepo> {
  const path = join(root, 'deploy-stages');
  return openDeployRepo({ path, author: AUTHOR, environment, now: () => COMMIT_TIME, checkpoint });
}

interface FloorInput {
  readonly objects: readonly unknown[];
  readonly rendered: RenderedRegion;
  readonly file: string;
}

/** Gives the bytes written. */
function measureFloor(watch: Stopwatch, { objects, rendered, file }: FloorInput): number {
  const text = rendered.folders.flatMap((folder) => folder.files.map((one) => one.text)).join('');
  const json = watch.measure('floor', () => {
    writeFileSync(file, text);
    return JSON.stringify(objects);
  });
  if (json.length === 0) throw new Error('a region without objects');
  return Buffer.byteLength(text);
}

/** The work tree is written between two checkpoints. */
function createWritingClock() {
  let start: Time | undefined;
  let spent = NO_TIME;
  return {
    checkpoint: (name: CheckpointName): void => {
      if (name === 'refs-moved') start = readClock();
      if (name === 'files-written' && start !== undefined) spent = subtractTime(readClock(), start);
    },
    time: () => spent,
  };
}
