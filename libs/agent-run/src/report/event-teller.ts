import { toDriftEvent } from '@atoll/drift';
import type { KubeObject } from '@atoll/kube';
import type { AgentLog } from '../agent-log.ts';
import type { ClusterRequests } from '../cluster/cluster-requests.ts';
import { eventResource } from '../cluster/record-resources.ts';
import type { AgentClock } from '../clock.ts';
import { codeOf } from '../code-of.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import { digestOf } from './digest-of.ts';

/** Tells verdicts as Events; every replica does, under names that are the same. */
export interface EventTeller {
  /** @param record name of the object's DriftRecord */
  tell(verdict: StoredVerdict, record: string): void;
  whenIdle(): Promise<void>;
  stop(): Promise<void>;
}

/** What telling takes. */
export interface EventTellerOptions {
  readonly requests: ClusterRequests;
  readonly identity: string;
  readonly clock: AgentClock;
  readonly log: AgentLog;
}

const CONCURRENCY = 2;

/** Makes a teller. */
export function createEventTeller({ requests, identity, clock, log }: EventTellerOptions): EventTeller {
  const waiting = new Map<string, KubeObject>();
  const queue = createKeyedQueue({
    concurrency: CONCURRENCY,
    async work(name) {
      const event = waiting.get(name);
      // That it is there already is what the other replica's was for.
      if (event !== undefined) await requests.create(eventResource, event);
      waiting.delete(name);
    },
    onFailure: (name, error, attempt) =>
      log.warn('an event cannot be written; it is tried again', { name, code: codeOf(error), attempt }),
  });
  return {
    tell({ object, verdict, uid }, record) {
      if (object === undefined) return;
      const digest = digestOf(JSON.stringify([verdict.class, verdict.changes, uid]));
      const at = clock.now().toISOString().replace('Z', '000Z');
      const ref = { ...object.ref, stage: object.stage };
      const event = toDriftEvent({ ref, uid, verdict, record, digest, at, identity }) as KubeObject;
      waiting.set(event.metadata.name, event);
      queue.add(event.metadata.name);
    },
    whenIdle: () => queue.whenIdle(),
    stop: () => queue.stop(),
  };
}
