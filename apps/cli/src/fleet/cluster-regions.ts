import {
  CLUSTER_API_GROUP,
  CLUSTER_API_VERSION,
  type RegionSpec,
  type RegionStatus,
} from '@atoll/agent-model';
import { type KubeConnection, listCollection } from '@atoll/kube';
import { explainUnserved } from '../cluster/explain-unserved.ts';

/** Where the Regions of a cluster are. */
export const REGIONS_PATH = `/apis/${CLUSTER_API_GROUP}/${CLUSTER_API_VERSION}/regions`;

/** A Region as one cluster has it: its status holds the word of the agents that report there. */
export interface ClusterRegion {
  readonly metadata: { readonly name: string; readonly creationTimestamp?: string };
  readonly spec?: RegionSpec;
  readonly status?: RegionStatus;
}

/**
 * Gives the Regions of a cluster.
 *
 * @throws ClusterError ERR_CLUSTER_NO_KIND; KubeError
 */
export async function listClusterRegions(connection: KubeConnection): Promise<readonly ClusterRegion[]> {
  const objects = await explainUnserved(connection, 'regions', () =>
    listCollection(connection, REGIONS_PATH),
  );
  return objects as unknown as readonly ClusterRegion[];
}
