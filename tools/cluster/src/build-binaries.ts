import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ClusterError } from './cluster-error.ts';
import { GO_BUILD_FLAGS, type GoProgram } from './go-programs.ts';
import { processEnvironment } from './options.ts';
import { withProcessLock } from './process-lock.ts';
import type { ProgramSet } from './program-sets.ts';

/** How often a running build says that it is still there, in ms. */
const PROGRESS_INTERVAL_MS = 30_000;

/** Characters of the compiler's output that an error quotes. */
const QUOTED_OUTPUT = 4_000;

/** Variables that would make `go build` build something else than the key of the folder says. */
const FOREIGN_TARGET = ['GOOS', 'GOARCH', 'GOEXPERIMENT', 'GOWORK'];

/** What to build, where to, and whom to tell. */
export interface BuildOptions {
  readonly set: ProgramSet;
  /** Final folder of the programs; appears whole or not at all. */
  readonly folder: string;
  readonly isBuilt: (folder: string) => boolean;
  readonly log: (line: string) => void;
}

/**
 * Compiles the programs of a set into `folder`. Every program is a step of its own: a build that was
 * interrupted goes on where it was. Two builders of the same folder wait for each other.
 *
 * @throws ClusterError `ERR_CLUSTER_BUILD` with the end of the compiler's output
 */
export async function buildBinaries(options: BuildOptions): Promise<void> {
  await mkdir(dirname(options.folder), { recursive: true });
  await withProcessLock({ path: `${options.folder}.lock`, log: options.log }, async () => {
    if (!options.isBuilt(options.folder)) await buildAll(options);
  });
}

async function buildAll({ set, folder, log }: BuildOptions): Promise<void> {
  const partial = `${folder}.partial`;
  const programs = join(partial, 'programs');
  const buildCache = join(partial, 'build-cache');
  await mkdir(programs, { recursive: true });
  log(
    `building ${set.programs.map((program) => program.name).join(' and ')} from pinned Go modules into ${folder}: ` +
      `about ${set.buildMinutes} minutes on two cores, once`,
  );
  const started = performance.now();
  for (const program of set.programs) {
    const target = join(programs, program.name);
    if (existsSync(target)) log(`${program.name}: already built`);
    else await buildProgram({ program, target, buildCache, log });
  }
  await rename(programs, folder);
  await rm(partial, { recursive: true, force: true });
  log(`${set.title} built in ${renderElapsed(started)}`);
}

interface ProgramBuild {
  readonly program: GoProgram;
  readonly target: string;
  readonly buildCache: string;
  readonly log: (line: string) => void;
}

async function buildProgram({ program, target, buildCache, log }: ProgramBuild): Promise<void> {
  const started = performance.now();
  log(`${program.name}: compiling ${program.mainPackage}`);
  const progress = setInterval(
    () => log(`${program.name}: still compiling after ${renderElapsed(started)}`),
    PROGRESS_INTERVAL_MS,
  );
  try {
    await runGoBuild(program, `${target}.new`, buildCache);
    await rename(`${target}.new`, target);
  } finally {
    clearInterval(progress);
  }
  log(`${program.name}: built in ${renderElapsed(started)}`);
}

function runGoBuild(program: GoProgram, output: string, buildCache: string): Promise<void> {
  const args = [
    'build',
    ...GO_BUILD_FLAGS,
    `-ldflags=${program.linkerFlags}`,
    '-o',
    output,
    program.mainPackage,
  ];
  const child = spawn('go', args, {
    cwd: program.moduleFolder,
    env: goBuildEnvironment(buildCache),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text = (text + chunk.toString('utf8')).slice(-QUOTED_OUTPUT);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolvePromise, reject) => {
    const fail = (cause: string): void => {
      const place = `in ${program.moduleFolder}`;
      reject(new ClusterError('ERR_CLUSTER_BUILD', `go ${args.join(' ')} ${place} ${cause}:\n${text}`));
    };
    child.once('error', (error) => fail(`does not start (${error.message})`));
    child.once('close', (code, signal) => {
      if (code === 0) resolvePromise();
      else fail(`ended with ${signal ?? code}`);
    });
  });
}

/** The user's own settings, but for the target; no cgo, so that the programs run on every Linux of the platform. */
function goBuildEnvironment(buildCache: string): NodeJS.ProcessEnv {
  const kept = Object.entries(processEnvironment()).filter(([name]) => !FOREIGN_TARGET.includes(name));
  return { ...Object.fromEntries(kept), GOWORK: 'off', CGO_ENABLED: '0', GOCACHE: buildCache };
}

function renderElapsed(started: number): string {
  const seconds = Math.round((performance.now() - started) / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
