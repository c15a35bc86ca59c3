import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import { addManagedResource } from './managed-resource.ts';
import { EksClusterAuth } from './schemas/index.ts';

/** Time between two tokens; EKS tokens live fifteen minutes. */
const REFRESH_PERIOD = '10m0s';

/** Gives the name of the Secret with the cluster's kubeconfig, key `kubeconfig`, in the region's namespace. */
export function kubeconfigSecretOf(region: AwsRegion): string {
  return region.names.of('kubeconfig');
}

/** Adds what writes the kubeconfig by which the control cluster installs Flux; nothing for `bootstrap: manual`. */
export function addBootstrap(stages: StageCharts, region: AwsRegion): void {
  if (region.bootstrap === 'manual') return;
  addManagedResource(stages.control.bootstrap, region, {
    kind: EksClusterAuth,
    name: clusterNameOf(region),
    forProvider: { clusterNameRef: { name: clusterNameOf(region) }, refreshPeriod: REFRESH_PERIOD },
    connectionSecret: kubeconfigSecretOf(region),
  });
}
