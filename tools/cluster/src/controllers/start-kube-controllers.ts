import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { writeUserKubeconfig } from '../client-identity.ts';
import type { ControlPlane } from '../control-plane.ts';
import { type RunningProgram, startProgram } from '../processes.ts';
import { waitUntilReady } from '../wait-until-ready.ts';

/** Controllers that act without nodes; those of clouds, certificates and volumes stay off. */
const CONTROLLERS = [
  'namespace',
  'garbage-collector',
  'serviceaccount',
  'serviceaccount-token',
  'clusterrole-aggregation',
  'deployment',
  'replicaset',
  'statefulset',
  'daemonset',
  'job',
  'cronjob',
  'pod-garbage-collector',
  'endpointslice',
  'disruption',
  'horizontal-pod-autoscaler',
  'resourcequota',
  'validatingadmissionpolicy-status',
].map((name) => `${name}-controller`);

/** Client-side limits: with the defaults the first start waits for its own rate limit. */
const REQUESTS_PER_SECOND = 500;

const USER = 'system:kube-controller-manager';

/** Where the program is and what it works for. */
export interface KubeControllersStart {
  readonly program: string;
  readonly controlPlane: ControlPlane;
  /** Data folder of the cluster. */
  readonly folder: string;
}

/**
 * Starts kube-controller-manager without a port of its own, and waits until the namespace `default` has its
 * ServiceAccount.
 *
 * @throws ClusterError `ERR_CLUSTER_START` with the end of its log
 */
export async function startKubeControllers(start: KubeControllersStart): Promise<RunningProgram> {
  const { controlPlane, folder } = start;
  const user = { user: USER, groups: [], folder, fileName: 'controller-manager.kubeconfig.yaml' };
  const logPath = join(folder, 'kube-controller-manager.log');
  await rm(logPath, { force: true });
  const kubeconfigPath = await writeUserKubeconfig(controlPlane, user);
  const program = await startProgram({
    name: 'kube-controller-manager',
    program: start.program,
    args: kubeControllersFlags({ controlPlane, kubeconfigPath }),
    logPath,
  });
  try {
    await waitUntilReady([program], () => hasDefaultAccount(controlPlane));
  } catch (error) {
    await program.end('SIGKILL');
    throw error;
  }
  return program;
}

/** Gives its arguments; with port 0 it serves nothing. */
function kubeControllersFlags({
  controlPlane: { pki },
  kubeconfigPath,
}: {
  readonly controlPlane: ControlPlane;
  readonly kubeconfigPath: string;
}): string[] {
  return [
    `--kubeconfig=${kubeconfigPath}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${pki.serviceAccount.key}`,
    `--root-ca-file=${pki.authority.cert}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    '--secure-port=0',
    `--kube-api-qps=${REQUESTS_PER_SECOND}`,
    `--kube-api-burst=${2 * REQUESTS_PER_SECOND}`,
    `--controllers=${[...CONTROLLERS, 'root-ca-certificate-publisher-controller'].join(',')}`,
  ];
}

async function hasDefaultAccount({ connection }: ControlPlane): Promise<boolean> {
  const { status } = await connection.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
  return status === 200;
}
