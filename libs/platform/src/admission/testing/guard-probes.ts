/** A change of an object, as it is sent. */
export interface GuardProbe {
  readonly method: 'PATCH';
  readonly path: string;
  readonly body: object;
}

const ANNOTATE = { metadata: { annotations: { touched: 'yes' } } };

/** A write for each binding of a region's guard that changes nothing: the API server hears of bindings one by one. */
export const guardProbes: readonly GuardProbe[] = [
  { method: 'PATCH', path: '/api/v1/namespaces/apps/configmaps/settings?dryRun=All', body: ANNOTATE },
  {
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller?dryRun=All',
    body: ANNOTATE,
  },
  {
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/apps/deployments/web/scale?dryRun=All',
    body: { spec: { replicas: 3 } },
  },
];
