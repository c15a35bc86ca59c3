/** GitRepository of a region, in both clusters: the same folder of the same branch, seen from two sides. */
export const FLUX_SOURCE = 'atoll';

/** Namespace of Flux itself. */
export const FLUX_NAMESPACE = 'flux-system';

/** Label that says which region an object belongs to. */
export const REGION_LABEL = 'atoll.dev/region';
