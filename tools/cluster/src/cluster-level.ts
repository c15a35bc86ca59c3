import { API_SET, CONTROLLER_SET, FLUX_SET, type ProgramSet } from './program-sets.ts';

/**
 * How much of a cluster runs: `api` is etcd and kube-apiserver; `controllers` adds kube-controller-manager; `flux`
 * adds kustomize-controller and the stand-in for source-controller.
 */
export type ClusterLevel = 'api' | 'controllers' | 'flux';

const SETS: Readonly<Record<ClusterLevel, readonly ProgramSet[]>> = {
  api: [API_SET],
  controllers: [API_SET, CONTROLLER_SET],
  flux: [API_SET, CONTROLLER_SET, FLUX_SET],
};

/** All levels, the smallest first. */
export const CLUSTER_LEVELS = Object.keys(SETS) as readonly ClusterLevel[];

/** Gives the programs that a level needs, in the order of building and starting. */
export function setsOfLevel(level: ClusterLevel): readonly ProgramSet[] {
  return SETS[level];
}
