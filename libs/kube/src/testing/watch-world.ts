import type { KubeObject } from '../kube-object.ts';
import { connectKube } from '../transport/connect-kube.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { type ClusterWatch, type ClusterWatchOptions, createClusterWatch } from '../watch/cluster-watch.ts';
import type { WatchedResource, WatchEvent } from '../watch/watched-resource.ts';

/** A watch and what it has told. */
export interface Watched {
  readonly watch: ClusterWatch;
  readonly events: readonly WatchEvent[];
  /** By `what reason`. */
  readonly counts: ReadonlyMap<string, number>;
  /** `upsert a`, `delete b`, in order. */
  told(): readonly string[];
  /** Values of `data.value` by name, as the events say. */
  view(): Readonly<Record<string, unknown>>;
  isSynced(): boolean;
  /** Sum of the counts whose key begins so. */
  count(prefix: string): number;
}

/** Connections, watches and writes of one test; all are closed by `end`. */
export interface WatchWorld {
  connect(kubeconfig?: string): KubeConnection;
  watch(resources: readonly WatchedResource[], options?: Partial<ClusterWatchOptions>): Watched;
  createNamespace(name: string): Promise<void>;
  /** Writes a ConfigMap with one value. */
  putMap(namespace: string, name: string, value: string): Promise<void>;
  dropMap(namespace: string, name: string): Promise<void>;
  /** Ends something after the watches, such as a proxy that they run over. */
  onEnd(end: () => unknown): void;
  end(): Promise<void>;
}

/** The ConfigMaps of a namespace. */
export function mapsOf(namespace: string): WatchedResource {
  return { group: '', version: 'v1', plural: 'configmaps', namespace };
}

/**
 * Makes the world of one test.
 *
 * @param kubeconfig path of the administrator's, which writes are sent by
 */
export function createWatchWorld(kubeconfig: string): WatchWorld {
  const watches: ClusterWatch[] = [];
  const ends: (() => unknown)[] = [];
  const connect = (path = kubeconfig): KubeConnection => {
    const connection = connectKube({ kubeconfig: path });
    ends.push(() => connection.close());
    return connection;
  };
  const writer = connect();
  const toPath = (namespace: string, name: string) => `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  return {
    connect,
    watch(resources, options = {}) {
      const events: WatchEvent[] = [];
      const counts = new Map<string, number>();
      const watch = createClusterWatch({
        connection: options.connection ?? connect(),
        onCount: (what, reason, amount = 1) =>
          counts.set(`${what} ${reason}`, (counts.get(`${what} ${reason}`) ?? 0) + amount),
        antiEntropyMs: 3_600_000,
        nowMs: () => performance.now(),
        random: Math.random,
        ...options,
        onEvent(event) {
          options.onEvent?.(event);
          events.push(event);
        },
      });
      watches.push(watch);
      watch.setResources(resources);
      return toWatched(watch, events, counts);
    },
    async createNamespace(name) {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      await writer.request({ method: 'POST', path: '/api/v1/namespaces', body });
    },
    async putMap(namespace, name, value) {
      await writer.request({
        method: 'PATCH',
        path: `${toPath(namespace, name)}?fieldManager=test&force=true`,
        contentType: 'application/apply-patch+yaml',
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { value } },
      });
    },
    async dropMap(namespace, name) {
      await writer.request({ method: 'DELETE', path: toPath(namespace, name) });
    },
    onEnd: (end) => void ends.push(end),
    async end() {
      await Promise.all(watches.splice(0).map((watch) => watch.stop()));
      for (const end of ends.splice(0).toReversed()) await end();
    },
  };
}

function toWatched(
  watch: ClusterWatch,
  events: readonly WatchEvent[],
  counts: ReadonlyMap<string, number>,
): Watched {
  const changes = () =>
    events.flatMap((event) =>
      event.type === 'upsert' || event.type === 'delete' ? [[event.type, event.object] as const] : [],
    );
  return {
    watch,
    events,
    counts,
    told: () => changes().map(([type, { metadata }]) => `${type} ${metadata.name}`),
    view() {
      const view = new Map<string, unknown>();
      for (const [type, object] of changes()) {
        if (type === 'delete') view.delete(object.metadata.name);
        else view.set(object.metadata.name, readValue(object));
      }
      return Object.fromEntries([...view].toSorted(([one], [other]) => one.localeCompare(other)));
    },
    isSynced: () => events.some(({ type }) => type === 'synced'),
    count: (prefix) =>
      [...counts].reduce((sum, [key, amount]) => (key.startsWith(prefix) ? sum + amount : sum), 0),
  };
}

function readValue(object: KubeObject): unknown {
  return (object['data'] as { readonly value?: unknown } | undefined)?.value;
}
