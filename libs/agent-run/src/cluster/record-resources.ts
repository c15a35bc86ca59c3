import { CLUSTER_API_GROUP, CLUSTER_API_VERSION } from '@atoll/agent-model';
import type { ServedResource } from './resource-path.ts';

/** DriftRecords, in the agent's namespace. */
export const driftRecordResource: ServedResource = {
  group: CLUSTER_API_GROUP,
  version: CLUSTER_API_VERSION,
  plural: 'driftrecords',
  kind: 'DriftRecord',
  namespaced: true,
};

/** Regions, outside every namespace. */
export const regionResource: ServedResource = {
  group: CLUSTER_API_GROUP,
  version: CLUSTER_API_VERSION,
  plural: 'regions',
  kind: 'Region',
  namespaced: false,
};

/** Flux's stages. */
export const kustomizationResource: ServedResource = {
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  plural: 'kustomizations',
  kind: 'Kustomization',
  namespaced: true,
};

/** ConfigMaps. */
export const configMapResource: ServedResource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};

/** Events of the API that tells how often and since when. */
export const eventResource: ServedResource = {
  group: 'events.k8s.io',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
};
