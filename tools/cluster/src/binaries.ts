import { statSync } from 'node:fs';
import { join } from 'node:path';

import { ensurePrograms, findPrograms } from './find-programs.ts';
import { processEnvironment } from './options.ts';
import { API_SET } from './program-sets.ts';

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
  const lookup = findPrograms(API_SET, env);
  return lookup.state === 'found' ? { state: 'found', binaries: toBinaries(lookup.folder) } : lookup;
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
  return toBinaries(await ensurePrograms(API_SET, options));
}

function toBinaries(folder: string): ClusterBinaries {
  const [etcd, kubeApiserver] = [join(folder, 'etcd'), join(folder, 'kube-apiserver')];
  const stamps = [etcd, kubeApiserver].map((path) => {
    const stat = statSync(path);
    return `${path} ${stat.size} ${stat.mtimeMs}`;
  });
  return { etcd, kubeApiserver, fingerprint: stamps.join('\n') };
}
