import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { EksAddon } from './schemas/index.ts';

/** An add-on that EKS runs in the cluster. */
interface Addon {
  readonly addonName: string;
  /** JSON that the add-on's own schema describes. */
  readonly configurationValues?: string;
}

/**
 * Add-ons of every cluster; versions follow the cluster's default, as EKS tests them together.
 *
 * Without `enableNetworkPolicy` the VPC CNI ignores every NetworkPolicy.
 */
const addons: readonly Addon[] = [
  { addonName: 'vpc-cni', configurationValues: JSON.stringify({ enableNetworkPolicy: 'true' }) },
  { addonName: 'kube-proxy' },
  { addonName: 'coredns' },
  { addonName: 'eks-pod-identity-agent' },
  { addonName: 'aws-ebs-csi-driver' },
];

/** Adds the add-ons; their roles are given by Pod Identity associations (iam/). */
export function addAddons(stages: StageCharts, region: AwsRegion): void {
  for (const addon of addons) {
    const name = region.names.of(addon.addonName);
    addManagedResource(stages.control.cluster, region, {
      kind: EksAddon,
      name,
      forProvider: {
        ...addon,
        clusterNameRef: { name: clusterNameOf(region) },
        // EKS starts a new cluster with its own copies of the first three; the add-on takes them over.
        resolveConflictsOnCreate: 'OVERWRITE',
        resolveConflictsOnUpdate: 'OVERWRITE',
        tags: tagsOf(region, name),
      },
    });
  }
}
