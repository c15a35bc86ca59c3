import type { ManagedKind } from './list-managed-kinds.ts';
import type { ManagedResource } from './managed-resource.ts';

/** A managed resource and its kind. */
export interface CachedObject {
  readonly kind: ManagedKind;
  readonly object: ManagedResource;
}

/** What the API server has shown so far. */
export interface ObjectCache {
  readonly put: (kind: ManagedKind, object: ManagedResource) => void;
  readonly remove: (object: ManagedResource) => void;
  /** Takes the list of a kind in a namespace and gives the uids of those that are gone. */
  readonly replace: (
    kind: ManagedKind,
    namespace: string,
    objects: readonly ManagedResource[],
  ) => readonly string[];
  readonly get: (uid: string) => CachedObject | undefined;
  readonly find: (namespace: string, kind: string, name: string) => ManagedResource | undefined;
  readonly all: () => readonly ManagedResource[];
}

/** Gives an empty cache, keyed by uid. */
export function createObjectCache(): ObjectCache {
  const entries = new Map<string, CachedObject>();
  const put = (kind: ManagedKind, object: ManagedResource): void => {
    entries.set(object.metadata.uid, { kind, object });
  };
  const all = (): readonly ManagedResource[] => [...entries.values()].map(({ object }) => object);
  return {
    put,
    remove: (object) => void entries.delete(object.metadata.uid),
    replace: (kind, namespace, objects) => {
      const kept = new Set(objects.map(({ metadata }) => metadata.uid));
      const gone = [...entries.values()]
        .filter((entry) => entry.kind === kind && entry.object.metadata.namespace === namespace)
        .map(({ object }) => object.metadata.uid)
        .filter((uid) => !kept.has(uid));
      for (const uid of gone) entries.delete(uid);
      for (const object of objects) put(kind, object);
      return gone;
    },
    get: (uid) => entries.get(uid),
    find: (namespace, kind, name) =>
      all().find(
        (object) =>
          object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
      ),
    all,
  };
}
