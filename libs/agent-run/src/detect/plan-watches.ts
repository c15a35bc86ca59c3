import type { WatchedResource } from '@atoll/kube';
import type { ServedResource } from '../cluster/resource-path.ts';

/** Up to this many namespaces of a kind each is watched alone; beyond, one watch over all is cheaper for everybody. */
const MAX_NAMESPACES = 5;

/** Where the objects of one kind stand. */
export interface WatchedPlace {
  readonly resource: ServedResource;
  /** undefined for kinds without namespaces. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/**
 * Gives the watches that see every desired object.
 *
 * Secrets are watched by name: what nobody rendered never enters the process, and no more than those names may be read.
 */
export function planWatches(places: Iterable<WatchedPlace>): readonly WatchedResource[] {
  const byKind = Map.groupBy(places, ({ resource }) => `${resource.plural}.${resource.group}`);
  return [...byKind.values()].flatMap((group) => planKind(group));
}

function planKind(places: readonly WatchedPlace[]): readonly WatchedResource[] {
  const first = places[0];
  if (first === undefined) return [];
  const { group, version, plural, namespaced } = first.resource;
  const resource = { group, version, plural };
  if (group === '' && plural === 'secrets') {
    return places.map(({ namespace, name }) => ({
      ...resource,
      ...(namespace === undefined ? {} : { namespace }),
      name,
    }));
  }
  const namespaces = [...new Set(places.map(({ namespace }) => namespace))];
  if (!namespaced || namespaces.length > MAX_NAMESPACES) return [resource];
  return namespaces.map((namespace) => (namespace === undefined ? resource : { ...resource, namespace }));
}
