import type { DiscoveredResource } from '@atoll/kube';
import type { ServedResource } from './resource-path.ts';

/** Resources that the API server serves, by the kind of their objects. */
export interface KindIndex {
  /** undefined for a kind that is not served in that version. */
  find(apiVersion: string, kind: string): ServedResource | undefined;
  /** Takes what discovery found now in the place of what it found before. */
  replace(resources: readonly DiscoveredResource[]): void;
}

/** Makes an index of no kind yet. */
export function createKindIndex(): KindIndex {
  const byKind = new Map<string, ServedResource>();
  return {
    find: (apiVersion, kind) => byKind.get(`${apiVersion}/${kind}`),
    replace(resources) {
      byKind.clear();
      for (const { group, version, plural, kind, namespaced } of resources) {
        const apiVersion = group === '' ? version : `${group}/${version}`;
        const key = `${apiVersion}/${kind}`;
        if (!byKind.has(key)) byKind.set(key, { group, version, plural, kind, namespaced });
      }
    },
  };
}
