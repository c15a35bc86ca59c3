import type { StageCharts } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf, iamArn } from './aws-region.ts';
import { workloadRows } from './iam/workload-actions.ts';
import { addManagedResource, tagsOf } from './managed-resource.ts';
import { EksAddon, type EksAddonSpec } from './schemas/index.ts';

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

/** Adds the add-ons, with the roles of their pods. */
export function addAddons(stages: StageCharts, region: AwsRegion): void {
  for (const addon of addons) {
    const name = region.names.of(addon.addonName);
    addManagedResource(stages.control.cluster, region, {
      kind: EksAddon,
      name,
      forProvider: {
        ...addon,
        ...lentRoles(region, addon.addonName),
        clusterNameRef: { name: clusterNameOf(region) },
        // EKS starts a new cluster with its own copies of the first three; the add-on takes them over.
        resolveConflictsOnCreate: 'OVERWRITE',
        resolveConflictsOnUpdate: 'OVERWRITE',
        tags: tagsOf(region, name),
      },
    });
  }
}

/** With the add-on and not beside it: an association reaches only pods that start after it. Source: aws/containers-roadmap#2507. */
function lentRoles(
  region: AwsRegion,
  addonName: string,
): Pick<EksAddonSpec['forProvider'], 'podIdentityAssociation'> {
  const podIdentityAssociation = workloadRows.flatMap(({ addon, runs, thing }) =>
    addon !== addonName || typeof runs === 'string'
      ? []
      : [
          {
            roleArn: iamArn(region, 'role', region.names.of(thing)),
            serviceAccount: runs.serviceAccount,
          },
        ],
  );
  return podIdentityAssociation.length === 0 ? {} : { podIdentityAssociation };
}
