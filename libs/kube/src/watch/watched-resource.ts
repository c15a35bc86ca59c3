import type { KubeObject } from '../kube-object.ts';

/** What is watched: a resource, all of it, in a namespace, or one object by name. */
export interface WatchedResource {
  /** Empty in the core group. */
  readonly group: string;
  readonly version: string;
  /** Lower-case plural. */
  readonly plural: string;
  readonly namespace?: string;
  /** One object; sent as a field selector. */
  readonly name?: string;
  /** In the form of the Kubernetes API. */
  readonly labelSelector?: string;
}

/** How well a resource is seen. */
export type WatchState =
  /** Its first list is not complete. */
  | 'syncing'
  | 'fresh'
  /** What was seen may be over: nothing may be called in sync. */
  | 'stale'
  | 'forbidden'
  /** The API server serves no such resource: its CRD is not there. */
  | 'unserved';

/** From what an object is known. */
export type EventOrigin = 'list' | 'watch' | 'anti-entropy';

/** What happened to a watched resource. */
export type WatchEvent =
  | {
      readonly type: 'upsert';
      readonly resource: WatchedResource;
      readonly object: KubeObject;
      readonly from: EventOrigin;
    }
  /** The object as the server sent it last; after a list without it, its identity alone. */
  | {
      readonly type: 'delete';
      readonly resource: WatchedResource;
      readonly object: KubeObject;
      readonly from: EventOrigin;
    }
  /** A full list is complete: what it did not hold is not there. */
  | { readonly type: 'synced'; readonly resource: WatchedResource }
  | {
      readonly type: 'state';
      readonly resource: WatchedResource;
      readonly state: WatchState;
      /** For a person; empty with `fresh`. */
      readonly reason: string;
    };

/** Gives a text that is equal for equal resources. */
export function keyOfResource({
  group,
  version,
  plural,
  namespace = '',
  name = '',
  labelSelector = '',
}: WatchedResource): string {
  return [group, version, plural, namespace, name, labelSelector].join('/');
}

/** Gives the path of a resource's collection with the query of its selectors and what else is asked. */
export function toCollectionPath(
  resource: WatchedResource,
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const { group, version, plural, namespace, name, labelSelector } = resource;
  const root = group === '' ? ['api', version] : ['apis', group, version];
  const parts = [...root, ...(namespace === undefined ? [] : ['namespaces', namespace]), plural];
  const query = new URLSearchParams();
  if (name !== undefined) query.set('fieldSelector', `metadata.name=${name}`);
  if (labelSelector !== undefined) query.set('labelSelector', labelSelector);
  for (const [key, value] of Object.entries(asked)) if (value !== undefined) query.set(key, value);
  return `/${parts.map(encodeURIComponent).join('/')}?${query}`;
}
