import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import { subnetRefsOf, systemNodesNameOf } from './cloud-names.ts';
import { nodeRoleNameOf } from './iam/role-names.ts';
import { SYSTEM_INSTANCE_TYPE } from './instance-types.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { EksNodeGroup } from './schemas/index.ts';

/** Label of the fixed nodes, which the platform's own pods prefer. */
export const SYSTEM_NODES_LABEL = 'atoll.dev/nodes';

/** Version of a template that was just made; later ones are observed. */
const FIRST_VERSION = 1;

/**
 * Adds the fixed nodes for the platform: minimum = maximum = desired, so nothing but this file ever sets their number.
 *
 * Elasticity belongs to Karpenter (karpenter.ts). The taint only asks workloads to go elsewhere: the node autoscaler
 * itself, Flux and the add-ons start on these nodes before anything could tolerate a harder one.
 *
 * A changed template (launch-template.ts) becomes a new version, which replaces the nodes once `atoll observe` has seen it:
 * a number, because AWS answers `$Latest` with one, and the two would differ for ever.
 */
export function addNodeGroup(stages: StageCharts, region: AwsRegion): void {
  const name = systemNodesNameOf(region);
  const templateVersion = region.cloudObserved?.systemTemplateVersion ?? FIRST_VERSION;
  const size = region.compute.systemNodes;
  addManagedResource(stages.control.cluster, region, {
    kind: EksNodeGroup,
    name,
    forProvider: {
      clusterNameRef: { name: clusterNameOf(region) },
      nodeRoleArnRef: { name: nodeRoleNameOf(region) },
      subnetIdRefs: subnetRefsOf(region),
      // Pinned to the cluster's version, so that an upgrade in Git reaches the nodes too.
      version: region.compute.kubernetesVersion,
      amiType: 'AL2023_x86_64_STANDARD',
      capacityType: 'ON_DEMAND',
      instanceTypes: [SYSTEM_INSTANCE_TYPE],
      launchTemplate: { name, version: String(templateVersion) },
      scalingConfig: { minSize: size, maxSize: size, desiredSize: size },
      updateConfig: { maxUnavailable: 1 },
      labels: { [SYSTEM_NODES_LABEL]: 'system' },
      taint: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'PREFER_NO_SCHEDULE' }],
      tags: tagsOf(region, name),
    },
  });
}
