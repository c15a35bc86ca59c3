import { setTimeout as pause } from 'node:timers/promises';
import { KubeError } from '../kube-error.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { createEventDelivery, type EventDelivery } from './event-delivery.ts';
import { findMissedEvents } from './find-missed-events.ts';
import { createFreshness, type Freshness } from './freshness.ts';
import { type ResourceWatcher, startResourceWatcher, type WatcherTools } from './resource-watcher.ts';
import { openWatchSessions, type WatchSessions } from './watch-sessions.ts';
import { keyOfResource, type WatchedResource, type WatchEvent, type WatchState } from './watched-resource.ts';

/** Between two comparisons of what is known with what is there. */
const ANTI_ENTROPY_MS = 300_000;

/** How often it is looked whether the view is fresh. */
const CHECK_MS = 1_000;

/** Watches many resources of one cluster over few sockets. */
export interface ClusterWatch {
  /** Watches these and no others; what is watched already goes on. */
  setResources(resources: readonly WatchedResource[]): void;
  /** Proof that a write comes back over the watch, such as the renewal of a Lease that is watched. */
  noteHeartbeat(): void;
  /** Compares now what is known with what is there; gives the number of events that were missed. */
  checkMissedEvents(): Promise<number>;
  /** Every watched resource; all are stale while nothing proves that the view is fresh. */
  states(): readonly { readonly resource: WatchedResource; readonly state: WatchState }[];
  /** Since when the view cannot be trusted, in ms; 0: it can. */
  staleMs(): number;
  stop(): Promise<void>;
}

/** How a cluster is watched. */
export interface ClusterWatchOptions {
  readonly connection: KubeConnection;
  /** One that throws is called again with the newest event of the same object, later and later; others are not held up. */
  readonly onEvent: (event: WatchEvent) => void;
  readonly onCount?: (what: string, reason: string, amount?: number) => void;
  /** Longest time without a heartbeat; undefined: none is expected, pings alone tell of a dead server. */
  readonly heartbeatMs?: number;
  readonly antiEntropyMs?: number;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** Starts to watch nothing yet. */
export function createClusterWatch(options: ClusterWatchOptions): ClusterWatch {
  return new Watch(options);
}

class Watch implements ClusterWatch {
  readonly #options: ClusterWatchOptions;
  readonly #sessions: WatchSessions;
  readonly #watchers = new Map<string, ResourceWatcher>();
  readonly #freshness: Freshness;
  readonly #delivery: EventDelivery;
  readonly #stop = new AbortController();
  readonly #loops: readonly Promise<void>[];
  #isStale = false;
  /** Sessions were opened anew for want of a heartbeat, and none has come yet. */
  #isRecycled = false;

  constructor(options: ClusterWatchOptions) {
    this.#options = options;
    const { onEvent, onCount = ignoreCount, nowMs, random } = options;
    this.#delivery = createEventDelivery({ onEvent, onCount, nowMs, random });
    this.#sessions = openWatchSessions(options.connection);
    this.#freshness = createFreshness(options.heartbeatMs, options.nowMs());
    this.#loops = [
      this.#repeat(CHECK_MS, () => this.#checkFreshness()),
      this.#repeat(
        options.antiEntropyMs ?? ANTI_ENTROPY_MS,
        async () => void (await this.checkMissedEvents()),
      ),
    ];
  }

  setResources(resources: readonly WatchedResource[]): void {
    const wanted = new Map(resources.map((resource) => [keyOfResource(resource), resource]));
    for (const [key, watcher] of this.#watchers) {
      if (wanted.has(key)) continue;
      this.#watchers.delete(key);
      this.#delivery.forget(watcher.resource);
      void watcher.stop();
    }
    for (const [key, resource] of wanted) {
      if (!this.#watchers.has(key)) this.#watchers.set(key, startResourceWatcher(resource, this.#tools()));
    }
  }

  noteHeartbeat(): void {
    this.#freshness.note(this.#options.nowMs());
  }

  async checkMissedEvents(): Promise<number> {
    let missed = 0;
    for (const watcher of [...this.#watchers.values()]) {
      if (watcher.state !== 'fresh' || this.#stop.signal.aborted) continue;
      missed += await this.#checkWatcher(watcher);
    }
    return missed;
  }

  states(): readonly { readonly resource: WatchedResource; readonly state: WatchState }[] {
    return [...this.#watchers.values()].map(({ resource, state }) => ({
      resource,
      state: this.#isStale && state === 'fresh' ? 'stale' : state,
    }));
  }

  staleMs(): number {
    return this.#isStale ? this.#freshness.ageMs(this.#options.nowMs()) : 0;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.stop()));
    this.#sessions.close();
    await Promise.all(this.#loops);
    this.#delivery.stop();
  }

  #tools(): WatcherTools {
    const { connection, onCount = ignoreCount, nowMs, random } = this.#options;
    const onEvent = (event: WatchEvent) => this.#emit(event);
    return { connection, sessions: this.#sessions, onEvent, onCount, nowMs, random };
  }

  /** A watch that stands again proves nothing while no heartbeat comes; all are told of when one does. */
  #emit(event: WatchEvent): void {
    if (this.#isStale && event.type === 'state' && event.state === 'fresh') return;
    this.#delivery.deliver(event);
  }

  /** A server without its etcd keeps watches open and silent, and calls itself ready. */
  async #checkFreshness(): Promise<void> {
    const { nowMs, onCount } = this.#options;
    const isStale = this.#freshness.isStale(nowMs());
    if (!isStale) this.#isRecycled = false;
    if (isStale && this.#freshness.shouldRecycle(nowMs())) {
      onCount?.('restart', 'no-heartbeat');
      this.#renewView();
    }
    if (isStale === this.#isStale) return;
    this.#isStale = isStale;
    const state = isStale ? 'stale' : 'fresh';
    const reason = isStale ? 'no proof for some time that what is seen is what is there' : '';
    for (const { resource, state: own } of this.#watchers.values()) {
      if (own === 'fresh') this.#delivery.deliver({ type: 'state', resource, state, reason });
    }
    if (!isStale) await this.checkMissedEvents();
  }

  /** A watch from a version that the server has not reached, after a restore of its etcd, is answered and silent. */
  #renewView(): void {
    if (this.#isRecycled) {
      for (const watcher of this.#watchers.values())
        if (watcher.state === 'fresh') watcher.relist('no-heartbeat');
    }
    this.#isRecycled = true;
    this.#sessions.recycle('no heartbeat');
  }

  async #checkWatcher(watcher: ResourceWatcher): Promise<number> {
    const { connection, onCount } = this.#options;
    const { resource, known } = watcher;
    try {
      const { signal } = this.#stop;
      const missed = await findMissedEvents(connection, { resource, known, signal });
      if (signal.aborted) return 0;
      for (const event of missed) this.#emit(event);
      if (missed.length > 0) {
        onCount?.('missed', resource.plural, missed.length);
        // A stream that loses events is not gone on with, nor the version from which it did.
        watcher.relist('missed');
        this.#sessions.recycle('missed events');
      }
      return missed.length;
    } catch (error) {
      // The watch itself finds out what is wrong with the server.
      if (error instanceof KubeError) return 0;
      throw error;
    }
  }

  async #repeat(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await work();
    }
  }
}

function ignoreCount(): void {}
