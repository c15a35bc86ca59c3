import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareOutputs, type OutputComparison } from './compare-outputs.ts';
import { writeFleet } from './fleet.ts';
import { median } from './median.ts';
import { runProcess } from './run-process.ts';

const OUR_PROGRAM = toPath('./files-app/main.ts');
const CDK8S_APP = toPath('./cdk8s-app/main.ts');
const CLI = toPath('../../../apps/cli/src/main.ts');

/**
 * How cdk8s lays out its files: its default, and the one that gives each object a file and its stage a folder.
 *
 * FILE_PER_RESOURCE is left out: it has one folder for all, where files of equal names overwrite each other.
 */
export const layouts = ['FILE_PER_CHART', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const;

/** One of the layouts. */
export type Layout = (typeof layouts)[number];

/** `cdk8s synth` of a fleet, as a whole process. */
export interface Cdk8sRun {
  readonly layout: Layout;
  /** Milliseconds. */
  readonly wall: number;
  readonly output: OutputComparison;
}

/** Whole processes over one fleet. */
export interface Comparison {
  readonly regions: number;
  /** The same files without Git, in milliseconds. */
  readonly files: number;
  /** `atoll synth` with its commit, in milliseconds. */
  readonly synth: number;
  readonly cdk8s: readonly Cdk8sRun[];
}

/** A fleet size, where to work, and how often. */
export interface ComparisonInput {
  readonly temp: string;
  readonly regions: number;
  readonly runs: number;
}

/** Renders a fleet with Atoll and with `cdk8s synth`, each as a whole process, and compares the documents. */
export async function compareWithCdk8s({ temp, regions, runs }: ComparisonInput): Promise<Comparison> {
  const root = join(temp, `compare-${regions}`);
  writeFleet(root, regions);
  const outputOf = (run: number) => join(root, `files-${run}`);
  const files = await repeat(runs, (run) => runNode([OUR_PROGRAM, root, String(regions), outputOf(run)]));
  const synth = await repeat(runs, (run) =>
    runNode([CLI, 'synth', '--output', 'json', '--deploy', join(root, `deploy-${run}`)], root),
  );
  const cdk8s: Cdk8sRun[] = [];
  for (const layout of layouts) {
    const output = (run: number) => join(root, `${layout}-${run}`);
    // Runs of a quarter of a minute: three tell a disturbed one from the others.
    const wall = await repeat(regions > 10 ? 3 : runs, (run) =>
      runCdk8s(root, { regions, layout, output: output(run) }),
    );
    cdk8s.push({ layout, wall, output: compareOutputs(outputOf(0), output(0)) });
  }
  return { regions, files, synth, cdk8s };
}

async function repeat(runs: number, work: (run: number) => Promise<number>): Promise<number> {
  const walls: number[] = [];
  for (let run = 0; run < runs; run += 1) walls.push(await work(run));
  return median(walls);
}

async function runNode(args: readonly string[], cwd?: string): Promise<number> {
  const { wall } = await runProcess(process.execPath, args, cwd === undefined ? {} : { cwd });
  return wall;
}

interface Cdk8sInput {
  readonly regions: number;
  readonly layout: Layout;
  readonly output: string;
}

async function runCdk8s(root: string, { regions, layout, output }: Cdk8sInput): Promise<number> {
  const app = [process.execPath, CDK8S_APP, root, String(regions), layout].join(' ');
  const cwd = join(root, 'cdk8s');
  mkdirSync(cwd, { recursive: true });
  return await runNode(
    [findCdk8s(), 'synth', '--check-upgrade=false', '--app', app, '--output', output],
    cwd,
  );
}

/** The program of cdk8s-cli, without a shell or npx around it. */
function findCdk8s(): string {
  return join(dirname(createRequire(import.meta.url).resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
}

function toPath(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
