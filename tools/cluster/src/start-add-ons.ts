import { join } from 'node:path';

import { connectApi } from './api-connection.ts';
import { issueIdentity } from './client-identity.ts';
import type { ClusterLevel } from './cluster-level.ts';
import { startKubeControllers } from './controllers/start-kube-controllers.ts';
import type { ControlPlane } from './control-plane.ts';
import { startKustomizeController } from './flux/start-kustomize-controller.ts';
import { type SourceStandIn, startSourceStandIn } from './flux/start-source-stand-in.ts';
import { recordPrograms } from './occupied-folder.ts';
import { guardPrograms, type RunningProgram } from './processes.ts';

/** What runs beside etcd and the API server. */
export interface AddOns {
  readonly programs: readonly RunningProgram[];
  /** Only of the level `flux`. */
  readonly sources: SourceStandIn | undefined;
  /** Kills the programs: nothing of theirs is on disk. */
  readonly stop: () => Promise<void>;
}

/** What to start. */
export interface AddOnStart {
  readonly level: ClusterLevel;
  /** Folders of the programs, by the name of each. */
  readonly programs: Readonly<Record<string, string>>;
  readonly controlPlane: ControlPlane;
  /** Data folder of the cluster. */
  readonly folder: string;
  readonly repositories: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/** Its ServiceAccount in a cluster that Flux's manifests installed, so that audit records read as there. */
const SOURCE_USER = {
  user: 'system:serviceaccount:flux-system:source-controller',
  groups: ['system:masters'],
};

/**
 * Starts what a level has beyond the API server, all at once.
 *
 * @throws ClusterError `ERR_CLUSTER_START` with the end of the log of the program that failed
 */
export async function startAddOns(start: AddOnStart): Promise<AddOns> {
  if (start.level === 'api') return { programs: [], sources: undefined, stop: async () => {} };
  const results = await Promise.allSettled([
    startNamed(start, 'kube-controller-manager', startKubeControllers),
    ...(start.level === 'flux' ? [startNamed(start, 'kustomize-controller', startKustomizeController)] : []),
  ]);
  const programs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await endAll(programs);
    throw failed.reason;
  }
  return guard(start, programs);
}

async function guard(start: AddOnStart, programs: readonly RunningProgram[]): Promise<AddOns> {
  const { etcd, apiServer } = start.controlPlane;
  const liftGuard = guardPrograms(programs);
  await recordPrograms(
    start.folder,
    [etcd, apiServer, ...programs].map(({ pid }) => pid),
  );
  const sources = start.level === 'flux' ? await startSources(start) : undefined;
  const stop = async (): Promise<void> => {
    await sources?.stop();
    liftGuard();
    await endAll(programs);
  };
  return { programs, sources, stop };
}

async function startSources({ controlPlane, repositories, log }: AddOnStart): Promise<SourceStandIn> {
  const connection = connectApi(await issueIdentity(controlPlane, SOURCE_USER));
  const sources = await startSourceStandIn({ request: connection.request, repositories, log });
  return {
    ...sources,
    stop: async () => {
      await sources.stop();
      connection.close();
    },
  };
}

function startNamed<T>(
  { programs, controlPlane, folder }: AddOnStart,
  name: string,
  run: (start: { program: string; controlPlane: ControlPlane; folder: string }) => Promise<T>,
): Promise<T> {
  return run({ program: join(programs[name] ?? '', name), controlPlane, folder });
}

async function endAll(programs: readonly RunningProgram[]): Promise<void> {
  await Promise.all(programs.map((program) => program.end('SIGKILL')));
}
