import type { Backoff } from './backoff.ts';
import { createBackoff } from './backoff.ts';
import { keyOfResource, type WatchedResource, type WatchEvent } from './watched-resource.ts';

/** Gives events to a listener that may fail. */
export interface EventDelivery {
  /** Gives the event now; one that the listener throws at is given again later, or what came for the same object since. */
  deliver(event: WatchEvent): void;
  /** Gives up what is to be given again of a resource. */
  forget(resource: WatchedResource): void;
  stop(): void;
}

/** Who is told, and what for waiting takes. */
export interface DeliveryOptions {
  readonly onEvent: (event: WatchEvent) => void;
  /** Counts `handler-failed` with the name or code of the error. */
  readonly onCount: (what: string, reason: string) => void;
  readonly nowMs: () => number;
  readonly random: () => number;
}

interface Failed {
  readonly event: WatchEvent;
  readonly backoff: Backoff;
  readonly timer: NodeJS.Timeout;
}

/** Makes a delivery: an event that cannot be taken holds up no other object, and ends no watch. */
export function createEventDelivery({ onEvent, onCount, nowMs, random }: DeliveryOptions): EventDelivery {
  const failed = new Map<string, Failed>();
  const deliver = (event: WatchEvent): void => {
    const key = toKey(event);
    const before = failed.get(key);
    clearTimeout(before?.timer);
    failed.delete(key);
    try {
      onEvent(event);
    } catch (error) {
      onCount('handler-failed', toReason(error));
      const backoff = before?.backoff ?? createBackoff(random);
      const timer = setTimeout(() => deliver(event), backoff.next(nowMs())).unref();
      failed.set(key, { event, backoff, timer });
    }
  };
  const drop = (isDropped: (event: WatchEvent) => boolean) => {
    for (const [key, { event, timer }] of failed) {
      if (!isDropped(event)) continue;
      clearTimeout(timer);
      failed.delete(key);
    }
  };
  return {
    deliver,
    forget: (resource) => drop((event) => keyOfResource(event.resource) === keyOfResource(resource)),
    stop: () => drop(() => true),
  };
}

function toKey(event: WatchEvent): string {
  const resource = keyOfResource(event.resource);
  if (event.type === 'synced' || event.type === 'state') return `${resource}\n${event.type}`;
  const { namespace = '', name } = event.object.metadata;
  return `${resource}\n\n${namespace}/${name}`;
}

function toReason(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
