import { setTimeout as pause } from 'node:timers/promises';
import { KubeError } from '../kube-error.ts';
import type { KubeObject } from '../kube-object.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import type { KnownObject, KnownObjects } from './known-objects.ts';
import { listResource } from './list-resource.ts';
import { toCollectionPath, type WatchedResource, type WatchEvent } from './watched-resource.ts';

/** An event comes within milliseconds; one that is not there after this time does not come any more. */
const GRACE_MS = 2_000;

/** What is compared with what is there. */
export interface Comparison {
  readonly resource: WatchedResource;
  readonly known: KnownObjects;
  /** Ends the wait for events that are on their way; nothing counts as missed then. */
  readonly signal: AbortSignal;
}

interface Suspect {
  readonly namespace: string | undefined;
  readonly name: string;
  /** As it was known when it differed; undefined: not at all. */
  readonly entry: KnownObject | undefined;
  readonly isListed: boolean;
}

/**
 * Compares identities and versions of what is known with what is there, and gives the events that never came.
 *
 * A difference may be an event that is still on its way, so it counts only when nothing has come of that object for a
 * while; then the object is read by name.
 *
 * @throws KubeError
 */
export async function findMissedEvents(
  connection: KubeConnection,
  comparison: Comparison,
): Promise<readonly WatchEvent[]> {
  const { known, signal } = comparison;
  const suspects = listSuspects(await listThere(connection, comparison.resource), known);
  if (suspects.length === 0) return [];
  await pause(GRACE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  const events: WatchEvent[] = [];
  for (const suspect of suspects) {
    if (signal.aborted) return [];
    if (known.get(suspect.namespace, suspect.name) !== suspect.entry) continue;
    const event = await lookAgain(connection, comparison, suspect);
    if (event !== undefined) events.push(event);
  }
  return events;
}

async function listThere(
  connection: KubeConnection,
  resource: WatchedResource,
): Promise<ReadonlyMap<string, KubeObject>> {
  const there = new Map<string, KubeObject>();
  await listResource(connection, resource, {
    isMetadataOnly: true,
    onObject: (object) => there.set(toKey(object.metadata), object),
    onRestart: () => there.clear(),
  });
  return there;
}

function listSuspects(there: ReadonlyMap<string, KubeObject>, known: KnownObjects): readonly Suspect[] {
  const suspects: Suspect[] = [];
  for (const object of there.values()) {
    const { namespace, name } = object.metadata;
    const entry = known.get(namespace, name);
    if (!isSame(entry, object)) suspects.push({ namespace, name, entry, isListed: true });
  }
  for (const entry of known.values()) {
    const { namespace, name } = entry;
    if (!there.has(toKey(entry))) suspects.push({ namespace, name, entry, isListed: false });
  }
  return suspects;
}

async function lookAgain(
  connection: KubeConnection,
  { resource, known }: Comparison,
  { namespace, name, entry, isListed }: Suspect,
): Promise<WatchEvent | undefined> {
  const place = namespace === undefined ? {} : { namespace };
  const [path = ''] = toCollectionPath({ ...resource, ...place }, {}).split('?');
  const object = await readOrNothing(connection, `${path}/${encodeURIComponent(name)}`);
  // What a selector picks no more counts as deleted, as a watch has it.
  if (object !== undefined && (isListed || resource.labelSelector === undefined)) {
    return known.note(object) ? { type: 'upsert', resource, object, from: 'anti-entropy' } : undefined;
  }
  if (entry === undefined) return undefined;
  const { apiVersion, kind, uid, version } = entry;
  const gone = { apiVersion, kind, metadata: { name, ...place, uid, resourceVersion: version } };
  return known.drop(gone) ? { type: 'delete', resource, object: gone, from: 'anti-entropy' } : undefined;
}

async function readOrNothing(connection: KubeConnection, path: string): Promise<KubeObject | undefined> {
  try {
    return (await connection.request({ method: 'GET', path })).body as KubeObject;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return undefined;
    throw error;
  }
}

function isSame(entry: KnownObject | undefined, { metadata }: KubeObject): boolean {
  return entry?.uid === metadata['uid'] && entry?.version === metadata['resourceVersion'];
}

function toKey({
  namespace,
  name,
}: {
  readonly namespace?: string | undefined;
  readonly name: string;
}): string {
  return `${namespace ?? ''}/${name}`;
}
