import type { RemovalStep } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from '../aws-region.ts';

/**
 * Gives how what the region's own software made in the account is taken away while that software still runs.
 *
 * No Crossplane object stands for these: once the cluster is gone, they stay, and they keep the network from going.
 */
export function listInsideSteps(region: AwsRegion): readonly RemovalStep[] {
  return [
    {
      what: 'Flux of the region',
      note: 'Else it brings back what you delete.',
      commands: [
        `aws eks update-kubeconfig --region ${region.location} --name ${clusterNameOf(region)}`,
        'flux suspend kustomization --all',
      ],
    },
    {
      what: 'load balancers',
      note: 'Made by the load balancer controller for Services.',
      commands: [
        'kubectl delete services --all-namespaces --field-selector spec.type=LoadBalancer --wait=true',
      ],
    },
    {
      what: 'volumes',
      note: 'Deletes the data on them. A volume whose class retains it stays, see the leftovers.',
      commands: ['kubectl delete persistentvolumeclaims --all --all-namespaces'],
    },
    {
      what: 'elastic nodes',
      note: 'Karpenter drains and terminates them.',
      commands: ['kubectl delete nodepools.karpenter.sh --all --wait=true'],
    },
  ];
}
