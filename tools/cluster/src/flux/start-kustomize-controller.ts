import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { writeUserKubeconfig } from '../client-identity.ts';
import type { ControlPlane } from '../control-plane.ts';
import { findFreePorts } from '../free-ports.ts';
import { type RunningProgram, startProgram } from '../processes.ts';
import { waitUntilReady } from '../wait-until-ready.ts';

/** Its ServiceAccount in a cluster that Flux's manifests installed, so that audit records read as there. */
const USER = 'system:serviceaccount:flux-system:kustomize-controller';

/** Flux binds it to cluster-admin. */
const GROUPS = ['system:masters'];

/**
 * Retries in a tenth of a second instead of three quarters, since that is also the pause before a new Kustomization's
 * first run; unmet dependencies every 2 s instead of every 30 s; one HTTP retry, since nine block a worker for minutes.
 */
const QUICK = ['--min-retry-delay=100ms', '--requeue-dependency=2s', '--http-retry=1'];

/** Where the program is and what it works for. */
export interface KustomizeControllerStart {
  readonly program: string;
  readonly controlPlane: ControlPlane;
  /** Data folder of the cluster. */
  readonly folder: string;
}

/**
 * Starts Flux's kustomize-controller for all namespaces and waits until its workers run. Its CRDs have to be served
 * already: without one of them it calls itself ready and does nothing for ever.
 *
 * @throws ClusterError `ERR_CLUSTER_START` with the end of its log
 */
export async function startKustomizeController(start: KustomizeControllerStart): Promise<RunningProgram> {
  const { folder } = start;
  const user = { user: USER, groups: GROUPS, folder, fileName: 'kustomize-controller.kubeconfig.yaml' };
  const temporary = join(folder, 'kustomize-controller-tmp');
  const logPath = join(folder, 'kustomize-controller.log');
  await rm(logPath, { force: true });
  await mkdir(temporary, { recursive: true });
  const kubeconfigPath = await writeUserKubeconfig(start.controlPlane, user);
  const [healthPort = 0] = await findFreePorts(1);
  const program = await startProgram({
    name: 'kustomize-controller',
    program: start.program,
    args: kustomizeControllerFlags(healthPort),
    logPath,
    // The kubeconfig can be named in the environment only.
    argv0: join(folder, 'kustomize-controller'),
    env: { KUBECONFIG: kubeconfigPath, RUNTIME_NAMESPACE: 'flux-system', TMPDIR: temporary },
  });
  try {
    await waitUntilReady([program], () => hasWorkers(logPath));
  } catch (error) {
    await program.end('SIGKILL');
    throw error;
  }
  return program;
}

/** No metrics, no events to a notification-controller; Kubernetes Events are written. */
function kustomizeControllerFlags(healthPort: number): string[] {
  return [
    '--metrics-addr=0',
    `--health-addr=127.0.0.1:${healthPort}`,
    '--events-addr=',
    '--log-encoding=json',
    ...QUICK,
    '--feature-gates=CancelHealthCheckOnNewRevision=true',
  ];
}

async function hasWorkers(logPath: string): Promise<boolean> {
  return (await readFile(logPath, 'utf8')).includes('"Starting workers"');
}
