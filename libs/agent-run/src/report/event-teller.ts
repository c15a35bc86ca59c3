import { toDriftEvent } from '@atoll/drift';
import type { KubeObject } from '@atoll/kube';
import type { AgentLog } from '../agent-log.ts';
import type { ClusterRequests } from '../cluster/cluster-requests.ts';
import { eventResource } from '../cluster/record-resources.ts';
import type { AgentClock } from '../clock.ts';
import { codeOf } from '../code-of.ts';
import { digestOfVerdict } from '../detect/digest-of-verdict.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import { digestOf } from '../digest-of.ts';

/** Tells verdicts as Events; every replica does, under names that are the same. */
export interface EventTeller {
  /** @param record name of the object's DriftRecord */
  tell(verdict: StoredVerdict, record: string): void;
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
    tell({ object, verdict, uid, resourceVersion = '' }, record) {
      if (object === undefined) return;
      // The version of the object is the same for every replica, and another one when the same drift comes back.
      const digest = digestOf(
        `${digestOfVerdict({ verdict, ...(uid === undefined ? {} : { uid }) })} ${resourceVersion}`,
      );
      const at = clock.now().toISOString().replace('Z', '000Z');
      const ref = { ...object.ref, stage: object.stage };
      const event = toDriftEvent({ ref, uid, verdict, record, digest, at, identity }) as KubeObject;
      waiting.set(event.metadata.name, event);
      queue.add(event.metadata.name);
    },
    stop: () => queue.stop(),
  };
}
