import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type ApiConnection, connectApi } from './api-connection.ts';
import type { ClusterBinaries } from './binaries.ts';
import { ClusterError } from './cluster-error.ts';
import { apiServerFlags, apiServerUrl, type ClusterPorts, etcdFlags, renderAuditPolicy } from './flags.ts';
import { findFreePorts } from './free-ports.ts';
import { recordPrograms } from './occupied-folder.ts';
import { type ClusterPki, createPki } from './pki.ts';
import { guardPrograms, type RunningProgram, startProgram } from './processes.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** Somebody may take a port between the question and its use. */
const PORT_TRIES = 3;

const PORT_TAKEN = 'address already in use';

/** What a control plane runs from. */
export interface ControlPlaneStart {
  readonly binaries: ClusterBinaries;
  /** Absolute folder of database, certificates and logs. */
  readonly folder: string;
  /** Whether the folder must survive a power cut. */
  readonly isDurable: boolean;
  /** Groups of users whose reads stand in the audit log too. */
  readonly auditReadsOf?: readonly string[] | undefined;
}

/** A running etcd and API server. */
export interface ControlPlane {
  readonly url: string;
  readonly pki: ClusterPki;
  readonly auditLogPath: string;
  readonly etcd: RunningProgram;
  readonly apiServer: RunningProgram;
  /** As administrator. */
  readonly connection: ApiConnection;
  /** Ends both. `keep` lets them finish, which takes seconds; `discard` kills them at once. */
  readonly stop: (data: 'keep' | 'discard') => Promise<void>;
}

/** Gives the folder of etcd's database inside the data folder. */
export function databaseFolder(folder: string): string {
  return join(folder, 'etcd');
}

/**
 * Starts etcd and an API server on free ports of 127.0.0.1 and waits until `/readyz` says ok and the namespace
 * `default` exists.
 *
 * @throws ClusterError `ERR_CLUSTER_START` with the end of the log when one of them ends or does not get ready
 */
export async function startControlPlane(start: ControlPlaneStart): Promise<ControlPlane> {
  const pki = await createPki(join(start.folder, 'pki'));
  await writeFile(auditPolicyPath(start.folder), renderAuditPolicy(start.auditReadsOf));
  for (let attempt = 1; ; attempt++) {
    const controlPlane = await startPrograms(start, pki);
    try {
      const { apiServer, etcd, connection } = controlPlane;
      await waitUntilReady([apiServer, etcd], () => isReady(connection));
      return controlPlane;
    } catch (error) {
      await controlPlane.stop('discard');
      const isPortTaken = error instanceof ClusterError && error.message.includes(PORT_TAKEN);
      if (!isPortTaken || attempt === PORT_TRIES) throw error;
    }
  }
}

async function startPrograms(start: ControlPlaneStart, pki: ClusterPki): Promise<ControlPlane> {
  const [etcdClient = 0, etcdPeer = 0, secure = 0] = await findFreePorts(3);
  const ports = { etcdClient, etcdPeer, secure };
  const etcd = await startEtcd(start, ports);
  const apiServer = await startApiServer(start, pki, ports).catch(async (error: unknown) => {
    await etcd.end('SIGKILL');
    throw error;
  });
  const liftGuard = guardPrograms([etcd, apiServer]);
  await recordPrograms(start.folder, [etcd.pid, apiServer.pid]);
  const url = apiServerUrl(ports);
  const connection = await connectAsAdmin(url, pki);
  const stop = async (data: 'keep' | 'discard'): Promise<void> => {
    connection.close();
    liftGuard();
    const signal = data === 'keep' ? 'SIGTERM' : 'SIGKILL';
    // An API server that loses its etcd before it ends hangs for minutes.
    await apiServer.end(signal);
    await etcd.end(signal);
  };
  return { url, pki, auditLogPath: auditLogPath(start.folder), etcd, apiServer, connection, stop };
}

async function startEtcd(start: ControlPlaneStart, ports: ClusterPorts): Promise<RunningProgram> {
  const logPath = join(start.folder, 'etcd.log');
  await rm(logPath, { force: true });
  const settings = { ports, databaseFolder: databaseFolder(start.folder), isDurable: start.isDurable };
  return startProgram({ name: 'etcd', program: start.binaries.etcd, args: etcdFlags(settings), logPath });
}

async function startApiServer(
  start: ControlPlaneStart,
  pki: ClusterPki,
  ports: ClusterPorts,
): Promise<RunningProgram> {
  const logPath = join(start.folder, 'kube-apiserver.log');
  await rm(logPath, { force: true });
  const args = apiServerFlags({
    ports,
    tlsCert: pki.server.cert,
    tlsKey: pki.server.key,
    clientAuthority: pki.authority.cert,
    serviceAccountKey: pki.serviceAccount.key,
    serviceAccountPublicKey: pki.serviceAccount.cert,
    auditPolicyPath: auditPolicyPath(start.folder),
    auditLogPath: auditLogPath(start.folder),
  });
  return startProgram({ name: 'kube-apiserver', program: start.binaries.kubeApiserver, args, logPath });
}

async function connectAsAdmin(url: string, pki: ClusterPki): Promise<ApiConnection> {
  const paths = [pki.authority.cert, pki.admin.cert, pki.admin.key];
  const [authority = '', cert = '', key = ''] = await Promise.all(
    paths.map((path) => readFile(path, 'utf8')),
  );
  return connectApi({ url, authority, client: { cert, key } });
}

async function isReady({ request }: ApiConnection): Promise<boolean> {
  try {
    if ((await request('GET', '/readyz')).status !== 200) return false;
    return (await request('GET', '/api/v1/namespaces/default')).status === 200;
  } catch {
    return false;
  }
}

function auditLogPath(folder: string): string {
  return join(folder, 'audit.log');
}

function auditPolicyPath(folder: string): string {
  return join(folder, 'audit-policy.yaml');
}
