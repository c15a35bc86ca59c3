import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { ClusterBinaries } from './binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { ClusterError } from './cluster-error.ts';
import { databaseFolder, startControlPlane } from './control-plane.ts';
import { applyCrds, type Crd, waitUntilServed } from './crds.ts';
import { createThrowAwayFolder } from './occupied-folder.ts';

/** Raised when the way of baking changes, so that older archives are not used. */
const BAKE_FORMAT = 2;

/** Hex digits kept of the digest. */
const KEY_DIGITS = 32;

/** What an archive is made of. */
export interface BakeInputs {
  readonly binaries: ClusterBinaries;
  /** Sorted by name. */
  readonly crds: readonly Crd[];
  readonly log: (line: string) => void;
}

/** Gives the name that a baked archive has for these definitions and programs. */
export function bakeKey({ crds, binaries }: Pick<BakeInputs, 'crds' | 'binaries'>): string {
  const text = JSON.stringify([BAKE_FORMAT, binaries.fingerprint, crds]);
  return createHash('sha256').update(text).digest('hex').slice(0, KEY_DIGITS);
}

/**
 * Gives the archive of an etcd database in which the definitions are loaded and served; made once by starting a
 * control plane for it. Nothing in it depends on ports or certificates.
 *
 * @throws ClusterError `ERR_CLUSTER_START`, `ERR_CLUSTER_CRDS`, `ERR_CLUSTER_TAR`
 */
export async function ensureBakedArchive(inputs: BakeInputs): Promise<string> {
  const archive = join(cacheFolder(), 'cluster-data', `${bakeKey(inputs)}.tar.gz`);
  if (existsSync(archive)) return archive;
  inputs.log(`loading ${inputs.crds.length} CRDs once into ${archive}`);
  await mkdir(dirname(archive), { recursive: true });
  const folder = await createThrowAwayFolder();
  try {
    await loadInto(folder, inputs);
    // Another process may make the same archive: the last one wins whole.
    const draft = `${archive}.${randomUUID()}`;
    await runTar(['-czf', draft, '-C', databaseFolder(folder), '.']);
    await rename(draft, archive);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return archive;
}

/**
 * Unpacks an archive as the database of a data folder that has none yet.
 *
 * @throws ClusterError `ERR_CLUSTER_TAR`
 */
export async function unpackArchive(archive: string, folder: string): Promise<void> {
  const target = databaseFolder(folder);
  await mkdir(target, { recursive: true, mode: 0o700 });
  await runTar(['-xzf', archive, '-C', target]);
}

async function loadInto(folder: string, { binaries, crds }: BakeInputs): Promise<void> {
  const controlPlane = await startControlPlane({ binaries, folder, isDurable: false });
  try {
    await applyCrds(controlPlane.connection.request, crds);
    await waitUntilServed(controlPlane.connection.request, crds);
  } catch (error) {
    await controlPlane.stop('discard');
    throw error;
  }
  await controlPlane.stop('keep');
}

function runTar(args: readonly string[]): Promise<void> {
  const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return new Promise((resolvePromise, reject) => {
    const fail = (why: string): void =>
      reject(new ClusterError('ERR_CLUSTER_TAR', `tar ${args.join(' ')} ${why}: ${text}`));
    child.once('error', (error) => fail(`does not start (${error.message})`));
    child.once('close', (code) => (code === 0 ? resolvePromise() : fail(`ended with ${code}`)));
  });
}
