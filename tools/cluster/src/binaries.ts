import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { type BinaryInputs, binaryKey, binaryKeyPrefix } from './binary-key.ts';
import { buildBinaries } from './build-binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { ClusterError } from './cluster-error.ts';
import { GO_BUILD_FLAGS, GO_PROGRAMS } from './go-programs.ts';
import { processEnvironment } from './options.ts';

/** The two programs of a control plane. */
export interface ClusterBinaries {
  readonly etcd: string;
  readonly kubeApiserver: string;
  /** Changes when the programs do; part of the key of baked data folders. */
  readonly fingerprint: string;
}

/** What this machine can offer without building anything. */
export type BinaryLookup =
  | { readonly state: 'found'; readonly binaries: ClusterBinaries }
  | { readonly state: 'buildable'; readonly folder: string }
  | { readonly state: 'absent'; readonly reason: string };

/**
 * Looks for etcd and kube-apiserver and never builds: `KUBEBUILDER_ASSETS`, else the cache folder. `buildable`
 * means that {@link ensureBinaries} would compile them, `absent` that nothing but a person can help.
 */
export function findBinaries(env: NodeJS.ProcessEnv = processEnvironment()): BinaryLookup {
  if (env['KUBEBUILDER_ASSETS']) return findAssets(resolve(env['KUBEBUILDER_ASSETS']));
  const root = binariesFolder(env);
  const inputs = readBinaryInputs();
  const go = askGoVersion(env);
  if ('version' in go) {
    const folder = join(root, binaryKey(inputs, go.version));
    return hasPrograms(folder) ? found(folder) : { state: 'buildable', folder };
  }
  const prefix = binaryKeyPrefix(inputs);
  const names = existsSync(root) ? readdirSync(root) : [];
  const built = names.filter((name) => name.startsWith(prefix)).map((name) => join(root, name));
  const folder = built.filter(hasPrograms).sort().at(-1);
  if (folder !== undefined) return found(folder);
  return {
    state: 'absent',
    reason: `no KUBEBUILDER_ASSETS, no cached binaries and no go ≥ 1.26: ${go.reason}`,
  };
}

/**
 * Gives etcd and kube-apiserver, built from the pinned Go modules when the machine has none yet.
 *
 * @throws ClusterError `ERR_CLUSTER_NO_BINARIES` when they are absent and cannot be built,
 *   `ERR_CLUSTER_BUILD` when a build fails
 */
export async function ensureBinaries(
  options: { readonly log?: (line: string) => void } = {},
): Promise<ClusterBinaries> {
  const lookup = findBinaries();
  if (lookup.state === 'found') return lookup.binaries;
  if (lookup.state === 'absent') {
    throw new ClusterError(
      'ERR_CLUSTER_NO_BINARIES',
      `cannot start a control plane: ${lookup.reason}; install Go or point KUBEBUILDER_ASSETS at a folder with ` +
        'etcd and kube-apiserver',
    );
  }
  await buildBinaries({ folder: lookup.folder, isBuilt: hasPrograms, log: options.log ?? ignoreLine });
  return found(lookup.folder).binaries;
}

/** Gives the folder that caches built programs. */
function binariesFolder(env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), 'cluster-binaries');
}

function findAssets(folder: string): BinaryLookup {
  if (hasPrograms(folder)) return found(folder);
  return { state: 'absent', reason: `KUBEBUILDER_ASSETS=${folder} does not hold etcd and kube-apiserver` };
}

function found(folder: string): { readonly state: 'found'; readonly binaries: ClusterBinaries } {
  const [etcd, kubeApiserver] = [join(folder, 'etcd'), join(folder, 'kube-apiserver')];
  const stamps = [etcd, kubeApiserver].map((path) => {
    const stat = statSync(path);
    return `${path} ${stat.size} ${stat.mtimeMs}`;
  });
  return { state: 'found', binaries: { etcd, kubeApiserver, fingerprint: stamps.join('\n') } };
}

function hasPrograms(folder: string): boolean {
  return GO_PROGRAMS.every((program) => existsSync(join(folder, program.name)));
}

function readBinaryInputs(): BinaryInputs {
  const moduleFiles = GO_PROGRAMS.flatMap((program) =>
    ['go.mod', 'go.sum'].map((name) => readFileSync(join(program.moduleFolder, name), 'utf8')),
  );
  const flags = [...GO_BUILD_FLAGS, ...GO_PROGRAMS.map((program) => program.linkerFlags)];
  return { moduleFiles, flags, platform: `${process.platform}-${process.arch}` };
}

/** Asks in the module's folder, because Go may switch to the toolchain that go.mod wants, or refuse. */
function askGoVersion(env: NodeJS.ProcessEnv): { version: string } | { reason: string } {
  const cwd = GO_PROGRAMS[0]?.moduleFolder;
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
