import type { Region } from '@atoll/region-model';

/** GitRepository of a region, in both clusters: the same folder of the same branch, seen from two sides. */
export const FLUX_SOURCE = 'atoll';

/** GitRepository in the control cluster of a region's own deploy repository, from which its stage `flux` comes. */
export const OWN_SOURCE = 'atoll-region';

/** ServiceAccount that the Kustomization of `clusters/<name>/flux` acts as: it hands out the rights of all others. */
export const CLUSTER_ACCOUNT = 'flux-cluster';

/** ServiceAccount that the roots of the regions act as: it hands out the rights of their stages, in their namespaces. */
export const ROOT_ACCOUNT = 'flux-region-roots';

/** Namespace of Flux itself. */
export const FLUX_NAMESPACE = 'flux-system';

/** ServiceAccounts that Flux's own controllers run as, in its namespace; the Helm chart and `flux install` agree on them. */
export const FLUX_CONTROLLERS = [
  'helm-controller',
  'kustomize-controller',
  'notification-controller',
  'source-controller',
] as const;

/** Gives the Secret in a region's namespace that opens its own repository: of its own, or a customer's host would see what opens the fleet's. */
export function ownSecretOf({ deploy }: Region): string | undefined {
  return deploy.secretName === undefined ? undefined : `${deploy.secretName}-region`;
}

/** Tells whether the region's own half stands in another repository than the control half. */
export function hasOwnRepository({ deploy }: Region): boolean {
  return deploy.regionRepository !== deploy.repository;
}
