import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFleet } from './fleet.ts';
import { changeRegion } from './measure/measure-runs.ts';
import { median } from './median.ts';
import { runProcess } from './run-process.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

/** Project that every region's project depends on; the plugin fails without it. */
const PLUGIN_DEPENDENCY = { name: '@atoll/synth', version: '0.0.0', private: true };

/** Whole processes of `nx run` in a workspace of generated regions, in milliseconds. */
export interface NxMeasurement {
  /** A target that does nothing. */
  readonly bare: number;
  /** `synth` with one region changed. */
  readonly changed: number;
  /** `synth` with nothing changed. */
  readonly idle: number;
}

/** A fleet size, where to work, and how often. */
export interface NxInput {
  readonly temp: string;
  readonly regions: number;
  readonly runs: number;
}

/** Makes a workspace like this one, but with generated regions, renders it once, and takes the time of `nx run`. */
export async function measureNx({ temp, regions, runs }: NxInput): Promise<NxMeasurement> {
  const root = join(temp, `nx-${regions}`);
  makeWorkspace(root, regions);
  const run = async (target: string) =>
    (await runProcess(process.execPath, [findNx(), 'run', target], { cwd: root })).wall;
  await run('synth');
  const [bare, changed, idle]: [number[], number[], number[]] = [[], [], []];
  // In turns, so that a busy minute of the machine burdens all alike.
  for (let index = 0; index < runs; index += 1) {
    bare.push(await run('bare'));
    changeRegion(root, index);
    changed.push(await run('synth'));
    idle.push(await run('synth'));
  }
  return { bare: median(bare), changed: median(changed), idle: median(idle) };
}

function makeWorkspace(root: string, regions: number): void {
  writeFleet(root, regions);
  const targets = {
    synth: { command: `${process.execPath} ${join(REPOSITORY, 'apps/cli/src/main.ts')} synth`, cache: false },
    bare: { command: `${process.execPath} --version`, cache: false },
  };
  const workspace = {
    name: 'bench-fleet',
    private: true,
    workspaces: ['libs/*'],
    nx: { includedScripts: [], targets },
  };
  writeJson(join(root, 'package.json'), workspace);
  mkdirSync(join(root, 'libs', 'synth'), { recursive: true });
  writeJson(join(root, 'libs', 'synth', 'package.json'), PLUGIN_DEPENDENCY);
  writeFileSync(join(root, 'nx.json'), readFileSync(join(REPOSITORY, 'nx.json')));
  writeFileSync(join(root, '.gitignore'), 'node_modules\n.nx\ndeploy\n');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** The program of nx, without npx around it, which is the same for all targets. */
function findNx(): string {
  return join(dirname(createRequire(import.meta.url).resolve('nx/package.json')), 'dist', 'bin', 'nx.js');
}
