import type { StageCharts } from '@atoll/cloud';
import { addKarpenterCrds, addKarpenterNodes } from '@atoll/platform';
import { type AwsRegion, clusterNameOf, zonesOf } from './aws-region.ts';
import { keyNameOf } from './cloud-names.ts';
import { nodeInstanceProfileNameOf } from './iam/role-names.ts';
import { instanceTypesOf } from './instance-types.ts';
import { tagsOf } from './managed-resource.ts';
import { DISCOVERY_TAG } from './network.ts';

/** Tag that EKS, and nobody else, puts on the cluster's own security group. */
const CLUSTER_TAG = 'aws:eks:cluster-name';

/**
 * Adds the elastic nodes to the region's half: Karpenter's CRDs, one NodePool and its EC2NodeClass.
 *
 * Nodes carry the cluster's own security group, found by the tag that EKS gives it: it opens node to node and node to
 * control plane, and nothing from outside, and its id need not be known here.
 */
export function addElasticNodes(stages: StageCharts, region: AwsRegion): void {
  const clusterName = clusterNameOf(region);
  const keyId = volumeKeyOf(region);
  addKarpenterCrds(stages.region.crds);
  addKarpenterNodes(stages.region.platform, {
    nodeLimit: region.compute.nodeLimit,
    maintenanceWindow: region.maintenance.window,
    instanceTypes: instanceTypesOf(region.compute.nodeSizes),
    zones: zonesOf(region),
    instanceProfile: nodeInstanceProfileNameOf(region),
    subnetTags: { [DISCOVERY_TAG]: clusterName },
    securityGroupTags: { [CLUSTER_TAG]: clusterName },
    tags: tagsOf(region, region.names.of('elastic')),
    ...(keyId === undefined ? {} : { volumeKeyId: keyId }),
  });
}

/** EC2 takes an alias where it takes a key, so the region's own key has a name before it has an ARN. */
function volumeKeyOf(region: AwsRegion): string | undefined {
  if (region.encryption.keys === 'managed') return `alias/${keyNameOf(region)}`;
  return region.encryption.keys === 'customer' ? region.cloudSpec.customerKeyArn : undefined;
}
