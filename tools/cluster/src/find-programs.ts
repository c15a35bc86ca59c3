import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { type BinaryInputs, binaryKey, binaryKeyPrefix } from './binary-key.ts';
import { buildBinaries } from './build-binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { ClusterError } from './cluster-error.ts';
import { type ClusterLevel, setsOfLevel } from './cluster-level.ts';
import { GO_BUILD_FLAGS } from './go-programs.ts';
import { processEnvironment } from './options.ts';
import { API_SET, type ProgramSet } from './program-sets.ts';

/** What this machine can offer of a set of programs without building anything. */
export type ProgramLookup =
  | { readonly state: 'found'; readonly folder: string }
  | { readonly state: 'buildable'; readonly folder: string }
  | { readonly state: 'absent'; readonly reason: string };

/**
 * Looks for the programs of a set and never builds. `KUBEBUILDER_ASSETS` decides for etcd and kube-apiserver, as with
 * envtest; of other sets, which envtest does not have, it may hold the programs.
 */
export function findPrograms(set: ProgramSet, env: NodeJS.ProcessEnv = processEnvironment()): ProgramLookup {
  if (env['KUBEBUILDER_ASSETS']) {
    const folder = resolve(env['KUBEBUILDER_ASSETS']);
    if (hasPrograms(set, folder)) return { state: 'found', folder };
    const reason = `KUBEBUILDER_ASSETS=${folder} does not hold ${namesOf(set)}`;
    if (set === API_SET) return { state: 'absent', reason };
  }
  return findCached(set, env);
}

/**
 * Looks for all programs of a level: `absent` with the first reason when one cannot be had, `buildable` with the first
 * folder when one would be built.
 */
export function findLevel(level: ClusterLevel, env: NodeJS.ProcessEnv = processEnvironment()): ProgramLookup {
  const lookups: ProgramLookup[] = setsOfLevel(level).map((set) => findPrograms(set, env));
  const first = (state: ProgramLookup['state']) => lookups.find((lookup) => lookup.state === state);
  return (
    first('absent') ?? first('buildable') ?? first('found') ?? { state: 'absent', reason: 'no programs' }
  );
}

/**
 * Gives the folder with the programs of a set, built from the pinned Go modules when the machine has none yet.
 *
 * @throws ClusterError `ERR_CLUSTER_NO_BINARIES` when they are absent and cannot be built,
 *   `ERR_CLUSTER_BUILD` when a build fails
 */
export async function ensurePrograms(
  set: ProgramSet,
  options: { readonly log?: (line: string) => void } = {},
): Promise<string> {
  const lookup = findPrograms(set);
  if (lookup.state === 'absent') {
    throw new ClusterError(
      'ERR_CLUSTER_NO_BINARIES',
      `cannot start the ${set.title}: ${lookup.reason}; install Go or point KUBEBUILDER_ASSETS at a folder with ` +
        namesOf(set),
    );
  }
  if (lookup.state === 'found') return lookup.folder;
  const isBuilt = (folder: string): boolean => hasPrograms(set, folder);
  await buildBinaries({ set, folder: lookup.folder, isBuilt, log: options.log ?? ignoreLine });
  return lookup.folder;
}

function findCached(set: ProgramSet, env: NodeJS.ProcessEnv): ProgramLookup {
  const root = join(cacheFolder(env), 'cluster-binaries');
  const inputs = readBinaryInputs(set);
  const go = askGoVersion(set, env);
  if ('version' in go) {
    const folder = join(root, binaryKey(inputs, go.version));
    return { state: hasPrograms(set, folder) ? 'found' : 'buildable', folder };
  }
  const prefix = binaryKeyPrefix(inputs);
  const names = existsSync(root) ? readdirSync(root) : [];
  const built = names.filter((name) => name.startsWith(prefix)).map((name) => join(root, name));
  const folder = built
    .filter((each) => hasPrograms(set, each))
    .sort()
    .at(-1);
  if (folder !== undefined) return { state: 'found', folder };
  return {
    state: 'absent',
    reason: `no KUBEBUILDER_ASSETS, no cached binaries and no go ≥ 1.26: ${go.reason}`,
  };
}

function hasPrograms(set: ProgramSet, folder: string): boolean {
  return set.programs.every((program) => existsSync(join(folder, program.name)));
}

function namesOf(set: ProgramSet): string {
  return set.programs.map((program) => program.name).join(' and ');
}

/** The key of the API server's set is as old as its cached programs: what is added for another set must not change it. */
function readBinaryInputs(set: ProgramSet): BinaryInputs {
  const moduleFiles = set.programs.flatMap((program) =>
    ['go.mod', 'go.sum'].map((name) => readFileSync(join(program.moduleFolder, name), 'utf8')),
  );
  const flags = [...GO_BUILD_FLAGS, ...set.programs.map((program) => program.linkerFlags)];
  const packages = set === API_SET ? [] : set.programs.map((program) => program.mainPackage);
  return { moduleFiles, flags: [...flags, ...packages], platform: `${process.platform}-${process.arch}` };
}

/** Asks in the module's folder, because Go may switch to the toolchain that go.mod wants, or refuse. */
function askGoVersion(set: ProgramSet, env: NodeJS.ProcessEnv): { version: string } | { reason: string } {
  const cwd = set.programs[0]?.moduleFolder;
  const answer = spawnSync('go', ['env', 'GOVERSION'], {
    cwd,
    env: { ...env, GOWORK: 'off' },
    encoding: 'utf8',
  });
  if (answer.error !== undefined) return { reason: `go does not start (${answer.error.message})` };
  if (answer.status !== 0) return { reason: answer.stderr.trim() };
  return { version: answer.stdout.trim() };
}

function ignoreLine(): void {}
