import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { ApiRequest } from './api-connection.ts';
import { ensureBakedArchive, unpackArchive } from './bake.ts';
import { type ClusterBinaries, ensureBinaries } from './binaries.ts';
import { ClusterError } from './cluster-error.ts';
import { type ClusterLevel, setsOfLevel } from './cluster-level.ts';
import { type ControlPlane, databaseFolder, startControlPlane } from './control-plane.ts';
import { applyCrds, type Crd, readCrds, waitUntilServed } from './crds.ts';
import { ensurePrograms } from './find-programs.ts';
import { FLUX_CRD_FOLDERS } from './flux/flux-crd-folders.ts';
import { renderKubeconfig } from './kubeconfig.ts';
import { createThrowAwayFolder, occupyKeptFolder, releaseFolder } from './occupied-folder.ts';
import type { RunningProgram } from './processes.ts';
import { API_SET } from './program-sets.ts';
import { createServerSideApply, type ServerSideApply } from './server-side-apply.ts';
import { type AddOns, startAddOns } from './start-add-ons.ts';

/** What to start. */
export interface ClusterOptions {
  /** Folders with CustomResourceDefinitions in `*.json` or `*.yaml`; all are served when the start is done. */
  readonly crdFolders?: readonly string[];
  /** Whether to start on a cached database in which the CRDs are loaded already; defaults to `true`. */
  readonly bake?: boolean;
  /** What runs beside etcd and the API server; defaults to `api`: nothing. */
  readonly level?: ClusterLevel;
  /** Local bare repositories by the `spec.url` of a GitRepository; only the level `flux` looks at them. */
  readonly repositories?: Readonly<Record<string, string>>;
  /** Groups of users whose reads stand in the audit log beside all writes, such as those of a ServiceAccount. */
  readonly auditReadsOf?: readonly string[];
  /** Folder that is kept, and continued when it holds a cluster; without it everything is thrown away. */
  readonly dataDir?: string;
  /** Told about slow steps. */
  readonly log?: (line: string) => void;
}

/** A running control plane: real etcd and kube-apiserver, TLS, RBAC, audit, and what its level adds. */
export interface RunningCluster {
  readonly url: string;
  readonly kubeconfigPath: string;
  /** PEM of the authority that signs server and client certificates. */
  readonly caPath: string;
  /** PEM of a client certificate in `system:masters`, and its key. */
  readonly adminCert: string;
  readonly adminKey: string;
  readonly auditLogPath: string;
  /** Folder with database, certificates and logs. */
  readonly dataDir: string;
  /** Process ids, for tests that freeze a part or look at its sockets. */
  readonly pids: { readonly etcd: number; readonly apiServer: number };
  /** Every program, those of the level too, with its process id and log. */
  readonly programs: readonly RunningProgram[];
  /**
   * Says which local bare repository the `spec.url` of a GitRepository means, at any time.
   *
   * @throws ClusterError `ERR_CLUSTER_LEVEL` below the level `flux`
   */
  readonly serveRepository: (url: string, repository: string) => void;
  /** Raw JSON request as administrator. */
  readonly request: ApiRequest;
  readonly serverSideApply: ServerSideApply;
  /** Ends all programs; removes the data unless a folder to keep was named. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real etcd and kube-apiserver on free ports of 127.0.0.1. 2.5 s on two cores, with baked CRDs too.
 *
 * @throws ClusterError `ERR_CLUSTER_NO_BINARIES`, `ERR_CLUSTER_BUILD`, `ERR_CLUSTER_OPENSSL`, `ERR_CLUSTER_START`,
 *   `ERR_CLUSTER_CRDS`, `ERR_CLUSTER_TAR`, `ERR_CLUSTER_FOLDER_IN_USE`
 */
export async function startCluster(options: ClusterOptions = {}): Promise<RunningCluster> {
  const log = options.log ?? ignoreLine;
  const level = options.level ?? 'api';
  const crds = await readCrds([...(level === 'flux' ? FLUX_CRD_FOLDERS : []), ...(options.crdFolders ?? [])]);
  const binaries = await ensureBinaries({ log });
  const programs = await ensureAddOnPrograms(level, log);
  const isKept = options.dataDir !== undefined;
  const folder = isKept ? resolve(options.dataDir) : await createThrowAwayFolder();
  if (isKept) await occupyKeptFolder(folder);
  try {
    const isBaked = await unpackBaked({ options, binaries, crds, folder, log });
    const controlPlane = await startControlPlane({
      binaries,
      folder,
      isDurable: isKept,
      auditReadsOf: options.auditReadsOf,
    });
    const shared = { level, controlPlane, folder, repositories: options.repositories ?? {}, log };
    try {
      await serveCrds(controlPlane, isBaked ? [] : crds, crds);
      return await toRunningCluster(controlPlane, await startAddOns({ ...shared, programs }), {
        folder,
        isKept,
      });
    } catch (error) {
      await controlPlane.stop('discard');
      throw error;
    }
  } catch (error) {
    await freeFolder(folder, isKept);
    throw error;
  }
}

/** Gives the folder of each program that the level adds; built when the machine has none yet. */
async function ensureAddOnPrograms(
  level: ClusterLevel,
  log: (line: string) => void,
): Promise<Record<string, string>> {
  const folders: Record<string, string> = {};
  for (const set of setsOfLevel(level).filter((each) => each !== API_SET)) {
    const folder = await ensurePrograms(set, { log });
    for (const { name } of set.programs) folders[name] = folder;
  }
  return folders;
}

interface BakedStart {
  readonly options: ClusterOptions;
  readonly binaries: ClusterBinaries;
  readonly crds: readonly Crd[];
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** Tells whether the database now holds the definitions; one that exists is never replaced. */
async function unpackBaked({ options, binaries, crds, folder, log }: BakedStart): Promise<boolean> {
  if (options.bake === false || crds.length === 0 || existsSync(databaseFolder(folder))) return false;
  const archive = await ensureBakedArchive({ binaries, crds, log });
  await unpackArchive(archive, folder);
  return true;
}

async function serveCrds(
  controlPlane: ControlPlane,
  missing: readonly Crd[],
  all: readonly Crd[],
): Promise<void> {
  await applyCrds(controlPlane.connection.request, missing);
  await waitUntilServed(controlPlane.connection.request, all);
}

async function toRunningCluster(
  controlPlane: ControlPlane,
  addOns: AddOns,
  { folder, isKept }: { readonly folder: string; readonly isKept: boolean },
): Promise<RunningCluster> {
  const { url, pki, connection } = controlPlane;
  const kubeconfigPath = join(folder, 'kubeconfig.yaml');
  await writeFile(kubeconfigPath, await renderAdminKubeconfig(controlPlane), { mode: 0o600 });
  const stop = async (): Promise<void> => {
    await addOns.stop();
    await controlPlane.stop(isKept ? 'keep' : 'discard');
    await freeFolder(folder, isKept);
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    kubeconfigPath,
    caPath: pki.authority.cert,
    adminCert: pki.admin.cert,
    adminKey: pki.admin.key,
    auditLogPath: controlPlane.auditLogPath,
    dataDir: folder,
    pids: { etcd: controlPlane.etcd.pid, apiServer: controlPlane.apiServer.pid },
    programs: [controlPlane.etcd, controlPlane.apiServer, ...addOns.programs],
    serveRepository: addOns.sources?.serveRepository ?? refuseRepository,
    request: connection.request,
    serverSideApply: createServerSideApply(connection.request),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function renderAdminKubeconfig({ url, pki }: ControlPlane): Promise<string> {
  const paths = [pki.authority.cert, pki.admin.cert, pki.admin.key];
  const [authority = '', cert = '', key = ''] = await Promise.all(
    paths.map((path) => readFile(path, 'utf8')),
  );
  return renderKubeconfig({ url, authority, cert, key });
}

function refuseRepository(url: string): never {
  const message = `nothing here fetches ${url}: start the cluster with level "flux"`;
  throw new ClusterError('ERR_CLUSTER_LEVEL', message);
}

async function freeFolder(folder: string, isKept: boolean): Promise<void> {
  if (isKept) await releaseFolder(folder);
  else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

function ignoreLine(): void {}
