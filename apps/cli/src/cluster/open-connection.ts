import { connectKube, type KubeConnection } from '@atoll/kube';
import type { ClusterOptions } from './cluster-options.ts';

/** Under which name the requests stand in the audit log of the API server, and as field manager. */
export const CLI_MANAGER = 'atoll-cli';

/**
 * Gives a connection to the cluster; whoever opens it closes it.
 *
 * @throws KubeError ERR_KUBE_CONFIG
 */
export function openConnection({ kubeconfig, context }: ClusterOptions): KubeConnection {
  return connectKube({
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    userAgent: CLI_MANAGER,
  });
}
