import { keyOfObject } from '@atoll/agent-model';
import { type KubeObject, keyOfResource, type WatchedResource, type WatchState } from '@atoll/kube';
import type { ServedResource } from '../cluster/resource-path.ts';
import type { DesiredObject } from '../desired/desired-object.ts';

/** What is known of the watched resources: their state, and which of their objects exist. */
export interface ResourceStates {
  set(resource: WatchedResource, state: WatchState, reason: string): void;
  noteObject(resource: WatchedResource, object: KubeObject): void;
  dropObject(resource: WatchedResource, object: KubeObject): void;
  /** Gives the keys of desired objects that a complete list of the resource did not hold. */
  listMissing(resource: WatchedResource, desired: Iterable<DesiredObject>): readonly string[];
  /** Tells whether the watch of the resource would show the object. */
  covers(resource: WatchedResource, object: DesiredObject): boolean;
  /** Tells whether the object is seen as it is now: by a watch that is fresh. */
  isFresh(object: DesiredObject): boolean;
  /** Forgets the watches that are no more. */
  keep(resources: readonly WatchedResource[]): void;
  /** Every watched resource with its state, in the order in which they were first seen. */
  list(): readonly StatedResource[];
  /** True when every resource was listed once, or cannot be. */
  isSynced(): boolean;
}

/** A watched resource and how well it is seen. */
export interface StatedResource {
  readonly resource: WatchedResource;
  readonly state: WatchState;
  readonly reason: string;
}

interface Entry extends StatedResource {
  readonly keys: Set<string>;
  readonly wasListed: boolean;
}

/**
 * Makes the states of no resource yet.
 *
 * @param resourceOf gives the resource of an object's kind; undefined where none is served
 */
export function createResourceStates(
  resourceOf: (object: DesiredObject) => ServedResource | undefined,
): ResourceStates {
  const entries = new Map<string, Entry>();
  const entryOf = (resource: WatchedResource): Entry =>
    entries.get(keyOfResource(resource)) ?? {
      resource,
      keys: new Set(),
      state: 'syncing',
      reason: '',
      wasListed: false,
    };
  const put = (entry: Entry) => void entries.set(keyOfResource(entry.resource), entry);
  const covers = (resource: WatchedResource, object: DesiredObject) =>
    isCovered(resource, object, resourceOf(object));
  return {
    set(resource, state, reason) {
      const entry = entryOf(resource);
      put({ ...entry, state, reason, wasListed: entry.wasListed || state === 'fresh' });
    },
    noteObject(resource, object) {
      const entry = entryOf(resource);
      entry.keys.add(keyOf(object));
      put(entry);
    },
    dropObject: (resource, object) => void entryOf(resource).keys.delete(keyOf(object)),
    listMissing(resource, desired) {
      const { keys } = entryOf(resource);
      return [...desired]
        .filter((object) => covers(resource, object) && !keys.has(object.key))
        .map(({ key }) => key);
    },
    covers,
    isFresh: (object) =>
      [...entries.values()].some(({ resource, state }) => state === 'fresh' && covers(resource, object)),
    keep(resources) {
      const kept = new Set(resources.map(keyOfResource));
      for (const key of entries.keys()) if (!kept.has(key)) entries.delete(key);
      for (const resource of resources) put(entryOf(resource));
    },
    list: () => [...entries.values()].map(({ resource, state, reason }) => ({ resource, state, reason })),
    isSynced: () =>
      [...entries.values()].every(
        ({ wasListed, state }) => wasListed || state === 'forbidden' || state === 'unserved',
      ),
  };
}

function keyOf({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): string {
  return keyOfObject({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
}

function isCovered(
  { group, plural, namespace, name }: WatchedResource,
  { ref }: DesiredObject,
  served: ServedResource | undefined,
): boolean {
  if (group !== served?.group || plural !== served.plural) return false;
  return (
    (namespace === undefined || namespace === ref.namespace) && (name === undefined || name === ref.name)
  );
}
