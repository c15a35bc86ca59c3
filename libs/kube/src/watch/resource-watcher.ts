import { setTimeout as pause } from 'node:timers/promises';
import type { KubeObject } from '../kube-object.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { type Backoff, createBackoff } from './backoff.ts';
import { listResource } from './list-resource.ts';
import { type KnownObjects, createKnownObjects } from './known-objects.ts';
import { parseWatchLine } from './parse-watch-line.ts';
import { readFailure, type WatchFailure } from './read-failure.ts';
import { readWatchStream } from './watch-stream.ts';
import type { WatchSessions } from './watch-sessions.ts';
import {
  toCollectionPath,
  type WatchedResource,
  type WatchEvent,
  type WatchState,
} from './watched-resource.ts';

/** The server ends a watch after a random time in here, so that a fleet's do not end together; in s. */
const [SHORTEST_WATCH_S, LONGEST_WATCH_S] = [240, 480];

/** A watch that stood longer and ended in peace is opened again at once. */
const CALM_MS = 5_000;

/** Pause before a resource that is forbidden or not served is tried again. */
const PROBE_MS = 15_000;

const REASONS = {
  forbidden: 'the API server refuses to list and watch it',
  unserved: 'the API server serves no such resource: its CRD is not installed',
};

/** What watching takes. */
export interface WatcherTools {
  readonly connection: KubeConnection;
  readonly sessions: WatchSessions;
  /** Must not throw. */
  readonly onEvent: (event: WatchEvent) => void;
  /** Counts what happened: `restart`, `relist`, `bytes`, with a reason. */
  readonly onCount: (what: string, reason: string, amount?: number) => void;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** Watches one resource for as long as it lives, whatever happens in between. */
export interface ResourceWatcher {
  readonly resource: WatchedResource;
  readonly state: WatchState;
  readonly known: KnownObjects;
  /** Lists anew instead of going on from where the watch was. */
  relist(reason: string): void;
  stop(): Promise<void>;
}

/** Starts to watch: a list, then a watch from there, and again from where that ended. */
export function startResourceWatcher(resource: WatchedResource, tools: WatcherTools): ResourceWatcher {
  return new Watcher(resource, tools);
}

class Watcher implements ResourceWatcher {
  readonly resource: WatchedResource;
  readonly known = createKnownObjects();
  state: WatchState = 'syncing';
  readonly #tools: WatcherTools;
  readonly #backoff: Backoff;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  /** Ends the watch or the pause at hand. */
  #interrupt = new AbortController();
  #version: string | undefined;
  /** Whether the watch at hand was answered. */
  #isOpen = false;

  constructor(resource: WatchedResource, tools: WatcherTools) {
    this.resource = resource;
    this.#tools = tools;
    this.#backoff = createBackoff(tools.random);
    this.#done = this.#run();
  }

  relist(reason: string): void {
    this.#tools.onCount('relist', reason);
    this.#version = undefined;
    this.#interrupt.abort();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#interrupt.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#interrupt = new AbortController();
      this.#isOpen = false;
      const started = this.#tools.nowMs();
      try {
        if (this.#version === undefined) await this.#list();
        await this.#watch();
        this.#tools.onCount('restart', 'ended');
        // A proxy that ends each watch soon must not open a gap that grows.
        this.#backoff.reset();
        if (this.#tools.nowMs() - started < CALM_MS)
          await this.#pause(this.#backoff.next(this.#tools.nowMs()));
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        if (!this.#interrupt.signal.aborted) await this.#recover(error);
      }
    }
  }

  async #list(): Promise<void> {
    const seen = this.known.beginList();
    this.#version = await listResource(this.#tools.connection, this.resource, {
      isMetadataOnly: false,
      onRestart: () => seen.restart(),
      onObject: (object) => {
        if (seen.note(object)) this.#emit({ type: 'upsert', resource: this.resource, object, from: 'list' });
      },
    });
    for (const object of seen.end())
      this.#emit({ type: 'delete', resource: this.resource, object, from: 'list' });
    this.#setState('fresh', '');
    this.#emit({ type: 'synced', resource: this.resource });
  }

  async #watch(): Promise<void> {
    const { sessions, connection, random, nowMs, onCount } = this.#tools;
    const timeoutSeconds = String(
      Math.round(SHORTEST_WATCH_S + random() * (LONGEST_WATCH_S - SHORTEST_WATCH_S)),
    );
    const path = toCollectionPath(this.resource, {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version,
      timeoutSeconds,
    });
    const stream = await sessions.open(path);
    const end = () => stream.destroy();
    this.#interrupt.signal.addEventListener('abort', end);
    if (this.#interrupt.signal.aborted) end();
    try {
      await readWatchStream(stream, {
        server: connection.server,
        path,
        onLine: (line) => this.#take(line),
        onOpen: () => {
          this.#isOpen = true;
          this.#backoff.noteSuccess(nowMs());
          this.#setState('fresh', '');
        },
        onBytes: (bytes) => onCount('bytes', '', bytes),
      });
    } finally {
      this.#interrupt.signal.removeEventListener('abort', end);
      stream.destroy();
    }
  }

  /** Versions are only ever compared for equality: after a reconnect, or from another API server, they may go back. */
  #take(line: string): void {
    // What was read before the watch was given up may not set a version that was given up too.
    if (this.#interrupt.signal.aborted) return;
    const event = parseWatchLine(line);
    const { version } = event;
    if (event.type === 'error') throw event.error;
    if (event.type !== 'bookmark') this.#tell(event.type, event.object);
    if (version !== undefined) this.#version = version;
  }

  #tell(type: 'upsert' | 'delete', object: KubeObject): void {
    const isNews = type === 'upsert' ? this.known.note(object) : this.known.drop(object);
    if (isNews) this.#emit({ type, resource: this.resource, object, from: 'watch' });
  }

  async #recover(error: unknown): Promise<void> {
    const failure = readFailure(error);
    const { reason, kind } = failure;
    this.#tools.onCount('restart', reason);
    if (kind === 'forbidden' || kind === 'unserved') {
      await this.#waitUntilAllowed(kind);
      return;
    }
    const isVersionLost = this.#version !== undefined && ['expired', 'refused', 'garbled'].includes(kind);
    if (isVersionLost) {
      this.#version = undefined;
      this.#tools.onCount('relist', reason);
    }
    if (isVersionLost && kind === 'expired') return;
    this.#noteTrouble(failure);
    await this.#pause(Math.max(failure.retryAfterMs, this.#backoff.next(this.#tools.nowMs())));
  }

  /** One that was cut is mostly back at once; a server that fell silent, or does not answer a second time, is not. */
  #noteTrouble({ kind, isConnection }: WatchFailure): void {
    if (this.#isOpen && isConnection) this.#backoff.reset();
    if (this.state === 'fresh' && (!this.#isOpen || kind === 'silent'))
      this.#setState('stale', 'the API server does not answer, so what was seen last may be over');
  }

  async #waitUntilAllowed(state: 'forbidden' | 'unserved'): Promise<void> {
    this.#setState(state, REASONS[state]);
    this.#version = undefined;
    // Whoever listens has been told that nothing is known: all of it is news when it is seen again.
    this.known.clear();
    await this.#pause(PROBE_MS);
  }

  #setState(state: WatchState, reason: string): void {
    if (this.state === state) return;
    this.state = state;
    this.#emit({ type: 'state', resource: this.resource, state, reason });
  }

  /** Nothing is told of a resource that is watched no more, though its list may still be under way. */
  #emit(event: WatchEvent): void {
    if (!this.#stop.signal.aborted) this.#tools.onEvent(event);
  }

  async #pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, this.#interrupt.signal]);
    await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
