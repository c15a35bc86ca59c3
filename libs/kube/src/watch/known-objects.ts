import type { KubeObject } from '../kube-object.ts';

/** Identity and version of one object. */
export interface KnownObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly uid: string;
  readonly version: string;
}

/** A list that is being read. */
export interface ListInProgress {
  /** False for an object that is known in this very version. */
  note(object: KubeObject): boolean;
  restart(): void;
  /** Gives the objects that were known and are not in the list, and forgets them. */
  end(): readonly KubeObject[];
}

/** Which objects of a resource there are: no more of each than tells it from another version of itself. */
export interface KnownObjects {
  /** False for an object that is known in this very version: a repetition. */
  note(object: KubeObject): boolean;
  /** False for one that is not known. */
  drop(object: KubeObject): boolean;
  beginList(): ListInProgress;
  /** Forgets all: whatever is seen next is news. */
  clear(): void;
  get(namespace: string | undefined, name: string): KnownObject | undefined;
  values(): IterableIterator<KnownObject>;
  readonly size: number;
}

/** Makes an empty set. */
export function createKnownObjects(): KnownObjects {
  const known = new Map<string, KnownObject>();
  const note = (object: KubeObject): boolean => {
    const entry = toKnown(object);
    const key = toKey(entry.namespace, entry.name);
    const before = known.get(key);
    if (before?.uid === entry.uid && before.version === entry.version) return false;
    known.set(key, entry);
    return true;
  };
  return {
    note,
    drop: ({ metadata }) => known.delete(toKey(metadata.namespace, metadata.name)),
    beginList() {
      const seen = new Set<string>();
      return {
        note(object) {
          seen.add(toKey(object.metadata.namespace, object.metadata.name));
          return note(object);
        },
        restart: () => seen.clear(),
        end() {
          const gone = [...known].filter(([key]) => !seen.has(key));
          for (const [key] of gone) known.delete(key);
          return gone.map(([, entry]) => toIdentity(entry));
        },
      };
    },
    clear: () => known.clear(),
    get: (namespace, name) => known.get(toKey(namespace, name)),
    values: () => known.values(),
    get size() {
      return known.size;
    },
  };
}

function toKnown({ apiVersion, kind, metadata }: KubeObject): KnownObject {
  const { namespace, name } = metadata;
  return {
    apiVersion,
    kind,
    namespace,
    name,
    uid: toText(metadata['uid']),
    version: toText(metadata['resourceVersion']),
  };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toIdentity({ apiVersion, kind, namespace, name, uid, version }: KnownObject): KubeObject {
  const place = namespace === undefined ? {} : { namespace };
  return { apiVersion, kind, metadata: { name, ...place, uid, resourceVersion: version } };
}

function toKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
